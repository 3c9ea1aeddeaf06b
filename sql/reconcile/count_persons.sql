-- Counts all persons who stand in a period, from what the sources say of everybody and not from the steps of
-- those touched. Reads pg_temp.present_row.
-- Grain: one row per source and village.
insert into standing_count (period, entity, source, village_code_kemendagri, closing)
with listed as (
    select
        person_id,
        bool_or(source = 'p3ke') as is_in_p3ke,
        bool_or(source = 'dtks') as is_in_dtks,
        min(counted_village) as village_code_kemendagri
    from pg_temp.present_row
    where person_id is not null
    group by person_id
)

select
    cast(:period as date) as period,
    'person' as entity,
    x.source,
    l.village_code_kemendagri,
    count(*) as closing
from listed as l
cross join lateral (
    values ('p3ke', l.is_in_p3ke), ('dtks', l.is_in_dtks), ('any', true)
) as x (source, is_in)
where x.is_in
group by x.source, l.village_code_kemendagri
