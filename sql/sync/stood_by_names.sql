-- Where keys repeat less than half of those who stood, the source may have counted anew: there a row is
-- repeated by the trusted source key or by name and birth date, each as a number of 64 bits with its source
-- and village. A key that is missing is no key: two rows without a name do not repeat one another.
-- Reads and writes sql/sync/stood.sql.
with undecided as materialized (
    select
        source,
        village_code_kemendagri
    from pg_temp.stood
    where kind = '{kind}'
    group by source, village_code_kemendagri
    having sum(repeated) * 2 < sum(people)
),

rows as materialized (
    select
        s.source,
        s.village_code_kemendagri,
        s.period,
        case when s.source_key_is_trusted then hashtextextended(
            concat_ws('|', 'key', s.source, s.village_code_kemendagri, s.source_key), 0
        ) end as key,
        case when s.nama is not null and s.tanggal_lahir is not null then hashtextextended(
            concat_ws(
                '|', 'name', s.source, s.village_code_kemendagri, upper(s.nama), s.tanggal_lahir
            ), 0
        ) end as other_key
    from staging.{kind} as s
    inner join undecided as u
        on s.source = u.source and s.village_code_kemendagri = u.village_code_kemendagri
    where
        s.period = :period
        or s.period in (select t.delivered_period from pg_temp.stood as t where t.kind = '{kind}')
),

delivered as materialized (
    select key
    from rows
    where period = :period and key is not null
    union
    select other_key as key
    from rows
    where period = :period and other_key is not null
),

looked_at as (
    select
        r.source,
        r.village_code_kemendagri,
        r.period,
        count(*) filter (where k.key is not null or n.key is not null) as repeated
    from rows as r
    left join delivered as k on r.key = k.key
    left join delivered as n on r.other_key = n.key
    where r.period <> :period
    group by r.source, r.village_code_kemendagri, r.period
)

update pg_temp.stood as t
set repeated = n.repeated
from looked_at as n
where
    t.kind = '{kind}'
    and t.source = n.source
    and t.village_code_kemendagri = n.village_code_kemendagri
    and t.delivered_period = n.period
