-- Where each person is counted in a period, by which sources, and in which family: village and list
-- of the freshest delivery, P3KE's before DTKS', the lower list first.
-- Grain: one row per period and person. Reads pg_temp.standing_row.
create temporary table person_state on commit drop as
with places as (
    select distinct on (period, person_id)
        period,
        person_id,
        village_code_kemendagri
    from pg_temp.standing_row
    order by period, person_id, delivered_period desc, source desc, village_code_kemendagri
),

families as (
    select distinct on (period, person_id)
        period,
        person_id,
        family_id,
        relation
    from pg_temp.standing_row
    where family_id is not null
    order by period, person_id, delivered_period desc, source desc, list_id, relation
),

listed as (
    select
        period,
        person_id,
        bool_or(source = 'p3ke') as is_in_p3ke,
        bool_or(source = 'dtks') as is_in_dtks
    from pg_temp.standing_row
    group by period, person_id
)

select
    l.period,
    l.person_id,
    f.family_id,
    l.is_in_p3ke,
    l.is_in_dtks,
    coalesce(f.relation = 'KEPALA_KELUARGA', false) as is_head,
    p.village_code_kemendagri,
    f.relation
from listed as l
inner join places as p on l.period = p.period and l.person_id = p.person_id
left join families as f on l.period = f.period and l.person_id = f.person_id
