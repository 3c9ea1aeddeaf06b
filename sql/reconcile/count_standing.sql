-- Counts all persons and families that stand in a period, from what the sources say of everybody and
-- not from the steps of those touched.
-- Grain: one row per period, entity, source and village. Reads pg_temp.person_state, family_state.
insert into standing_count (period, entity, source, village_code_kemendagri, closing)
select
    s.period,
    s.entity,
    x.source,
    s.village_code_kemendagri,
    count(*) as closing
from (
    select period, 'person' as entity, village_code_kemendagri, is_in_p3ke, is_in_dtks
    from pg_temp.person_state
    union all
    select period, 'family' as entity, village_code_kemendagri, is_in_p3ke, is_in_dtks
    from pg_temp.family_state
) as s
cross join lateral (
    values ('p3ke', s.is_in_p3ke), ('dtks', s.is_in_dtks), ('any', true)
) as x (source, is_in)
where x.is_in
group by s.period, s.entity, x.source, s.village_code_kemendagri
