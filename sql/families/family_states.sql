-- Where each family is counted in a period and by which sources: the village of its freshest delivery,
-- P3KE's before DTKS', where most of its rows stand, the lower code last.
-- Grain: one row per period and family. Reads pg_temp.standing_row, pg_temp.standing_family_row. Most
-- families' rows agree; only those of which they do not are sorted.
create temporary table family_state on commit drop as
with rows as materialized (
    select period, family_id, source, village_code_kemendagri, delivered_period
    from pg_temp.standing_row
    where family_id is not null
    union all
    select period, family_id, source, village_code_kemendagri, delivered_period
    from pg_temp.standing_family_row
),

summed as materialized (
    select
        period,
        family_id,
        bool_or(source = 'p3ke') as is_in_p3ke,
        bool_or(source = 'dtks') as is_in_dtks,
        min(village_code_kemendagri) as village_code_kemendagri,
        min(village_code_kemendagri) <> max(village_code_kemendagri) as is_torn
    from rows
    group by period, family_id
),

places as materialized (
    select distinct on (r.period, r.family_id)
        r.period,
        r.family_id,
        r.village_code_kemendagri
    from rows as r
    inner join summed as s on r.period = s.period and r.family_id = s.family_id
    where s.is_torn
    group by r.period, r.family_id, r.source, r.village_code_kemendagri, r.delivered_period
    order by
        r.period, r.family_id, r.delivered_period desc, r.source desc, count(*) desc,
        r.village_code_kemendagri
),

heads as materialized (
    select distinct on (period, family_id)
        period,
        family_id,
        person_id
    from pg_temp.standing_row
    where family_id is not null and relation = 'KEPALA_KELUARGA'
    order by period, family_id, delivered_period desc, source desc, list_id, person_id
),

sizes as materialized (
    select
        period,
        family_id,
        count(*) as persons
    from (
        select distinct period, family_id, person_id
        from pg_temp.standing_row
        where family_id is not null
    ) as belonging
    group by period, family_id
)

select
    s.period,
    s.family_id,
    h.person_id as head_person_id,
    cast(coalesce(z.persons, 0) as smallint) as persons,
    s.is_in_p3ke,
    s.is_in_dtks,
    coalesce(p.village_code_kemendagri, s.village_code_kemendagri) as village_code_kemendagri
from summed as s
left join places as p on s.period = p.period and s.family_id = p.family_id
left join heads as h on s.period = h.period and s.family_id = h.family_id
left join sizes as z on s.period = z.period and s.family_id = z.family_id
