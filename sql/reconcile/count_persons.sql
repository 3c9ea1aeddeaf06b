-- Counts all persons who stand in a period, from what the sources say of everybody and not from the steps of
-- those touched: where all rows of a person agree there, else in the village of the golden record.
-- Reads pg_temp.present_row, pg_temp.counted_elsewhere.
-- Grain: one row per source and village.
insert into standing_count (period, entity, source, village_code_kemendagri, closing)
with listed as (
    select
        person_id,
        bool_or(source = 'p3ke') as is_in_p3ke,
        bool_or(source = 'dtks') as is_in_dtks,
        min(village_code_kemendagri) as village_code_kemendagri
    from pg_temp.present_row
    where person_id is not null
    group by person_id
)

select
    cast(:period as date) as period,
    'person' as entity,
    x.source,
    coalesce(e.village_code_kemendagri, l.village_code_kemendagri) as village_code_kemendagri,
    count(*) as closing
from listed as l
left join pg_temp.counted_elsewhere as e on l.person_id = e.person_id
cross join lateral (
    values ('p3ke', l.is_in_p3ke), ('dtks', l.is_in_dtks), ('any', true)
) as x (source, is_in)
where x.is_in
group by x.source, 4
