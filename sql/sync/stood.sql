-- People who stood in a village before this period, by row, where the village is delivered in it.
-- Grain: one row per standing row, with whether the new delivery repeats it.
create temporary table stood on commit drop as
with before as (
    select c.source, c.kind, c.village_code_kemendagri, c.delivered_period
    from registry.coverage as c
    inner join delivered_keys as d
        on
            c.source = d.source
            and c.kind = d.kind
            and c.village_code_kemendagri = d.village_code_kemendagri
            and d.key = ''
    where c.period = (select max(period) from registry.coverage where period < :period)
),

rows_before as (
    select
        b.source,
        b.kind,
        b.village_code_kemendagri,
        case when p.source_key_is_trusted then p.source_key end as source_key,
        upper(p.nama) || ' ' || p.tanggal_lahir as name_and_date
    from before as b
    inner join staging.person as p
        on
            b.kind = 'person'
            and b.delivered_period = p.period
            and b.source = p.source
            and b.village_code_kemendagri = p.village_code_kemendagri
    union all
    select
        b.source,
        b.kind,
        b.village_code_kemendagri,
        case when f.source_key_is_trusted then f.source_key end as source_key,
        upper(f.nama) || ' ' || f.tanggal_lahir as name_and_date
    from before as b
    inner join staging.family as f
        on
            b.kind = 'family'
            and b.delivered_period = f.period
            and b.source = f.source
            and b.village_code_kemendagri = f.village_code_kemendagri
)

select
    r.source,
    r.kind,
    r.village_code_kemendagri,
    k.key is not null or n.key is not null as is_repeated
from rows_before as r
left join delivered_keys as k
    on
        r.source = k.source
        and r.kind = k.kind
        and r.village_code_kemendagri = k.village_code_kemendagri
        and r.source_key = k.key
left join delivered_keys as n
    on
        r.source = n.source
        and r.kind = n.kind
        and r.village_code_kemendagri = n.village_code_kemendagri
        and r.name_and_date = n.key
