-- How many people stood before this period in the villages that are delivered in it, and how many of
-- their rows the delivery repeats: by the trusted source key, else by name and birth date.
-- Grain: one row per source, kind and village where anybody stood. Reads sql/sync/delivered.sql,
-- sql/sync/delivered_key.sql.
create temporary table stood on commit drop as
with before as materialized (
    select c.source, c.kind, c.village_code_kemendagri, c.delivered_period
    from registry.coverage as c
    inner join pg_temp.delivered as d
        on
            c.source = d.source
            and c.kind = d.kind
            and c.village_code_kemendagri = d.village_code_kemendagri
    where c.period = (select max(period) from registry.coverage where period < :period)
),

rows_before as (
    select
        b.kind, b.source, b.village_code_kemendagri,
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
        b.kind, b.source, b.village_code_kemendagri,
        case when f.source_key_is_trusted then f.source_key end as source_key,
        upper(f.nama) || ' ' || f.tanggal_lahir as name_and_date
    from before as b
    inner join staging.family as f
        on
            b.kind = 'family'
            and b.delivered_period = f.period
            and b.source = f.source
            and b.village_code_kemendagri = f.village_code_kemendagri
),

-- A key that is missing is no key: two rows without a name do not repeat one another.
keyed as (
    select
        kind, source, village_code_kemendagri,
        case when source_key is not null then hashtextextended(
            concat_ws('|', kind, source, village_code_kemendagri, source_key), 0
        ) end as key,
        case when name_and_date is not null then hashtextextended(
            concat_ws('|', kind, source, village_code_kemendagri, name_and_date), 0
        ) end as other_key
    from rows_before
)

select
    r.source,
    r.kind,
    r.village_code_kemendagri,
    count(*) as people,
    count(*) filter (where k.key is not null or n.key is not null) as repeated
from keyed as r
left join pg_temp.delivered_key as k on r.key = k.key
left join pg_temp.delivered_key as n on r.other_key = n.key
group by r.source, r.kind, r.village_code_kemendagri
