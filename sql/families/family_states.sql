-- Where each family is counted in a period and by which sources: the village of its freshest delivery,
-- P3KE's before DTKS', where most of its rows stand, the lower code last.
-- Grain: one row per period and family. Reads pg_temp.standing_row, pg_temp.standing_family_row.
create temporary table family_state on commit drop as
with rows as materialized (
    select period, family_id, source, village_code_kemendagri, delivered_period
    from pg_temp.standing_row
    where family_id is not null
    union all
    select period, family_id, source, village_code_kemendagri, delivered_period
    from pg_temp.standing_family_row
),

places as (
    select distinct on (period, family_id)
        period,
        family_id,
        village_code_kemendagri
    from rows
    group by period, family_id, source, village_code_kemendagri, delivered_period
    order by
        period, family_id, delivered_period desc, source desc, count(*) desc,
        village_code_kemendagri
),

listed as (
    select
        period,
        family_id,
        bool_or(source = 'p3ke') as is_in_p3ke,
        bool_or(source = 'dtks') as is_in_dtks
    from rows
    group by period, family_id
),

heads as (
    select distinct on (period, family_id)
        period,
        family_id,
        person_id
    from pg_temp.standing_row
    where family_id is not null and relation = 'KEPALA_KELUARGA'
    order by period, family_id, delivered_period desc, source desc, list_id, person_id
),

sizes as (
    select period, family_id, count(distinct person_id) as persons
    from pg_temp.standing_row
    where family_id is not null
    group by period, family_id
)

select
    l.period,
    l.family_id,
    h.person_id as head_person_id,
    cast(coalesce(s.persons, 0) as smallint) as persons,
    l.is_in_p3ke,
    l.is_in_dtks,
    p.village_code_kemendagri
from listed as l
inner join places as p on l.period = p.period and l.family_id = p.family_id
left join heads as h on l.period = h.period and l.family_id = h.family_id
left join sizes as s on l.period = s.period and l.family_id = s.family_id
