-- What is odd about the families of a period.
-- Grain: one row per period, kind, family and, where it is about one, person.
-- Reads pg_temp.standing_row, standing_family_row, family_state of the period.
create temporary table fresh_finding on commit drop as
with belonging as materialized (
    select distinct person_id, family_id
    from pg_temp.standing_row
    where family_id is not null
),

torn as (
    select person_id
    from belonging
    group by person_id
    having count(*) > 1
),

both_files as materialized (
    select village_code_kemendagri
    from registry.coverage
    where period = :period and source = 'p3ke'
    group by village_code_kemendagri
    having count(distinct kind) = 2
),

found as (
    select 'person_in_two_families' as kind, b.family_id, b.person_id
    from belonging as b
    inner join torn as t on b.person_id = t.person_id
    union all
    select 'family_in_two_villages' as kind, v.family_id, null as person_id
    from (
        select family_id, village_code_kemendagri from pg_temp.standing_row
        union
        select family_id, village_code_kemendagri from pg_temp.standing_family_row
    ) as v
    where v.family_id is not null
    group by v.family_id
    having count(*) > 1
    union all
    select 'one_person_leftover' as kind, b.family_id, b.person_id
    from belonging as b
    inner join pg_temp.family_state as f on b.family_id = f.family_id
    inner join torn as t on b.person_id = t.person_id
    where f.persons = 1
    union all
    select 'head_without_family_row' as kind, f.family_id, f.head_person_id as person_id
    from pg_temp.family_state as f
    inner join both_files as v on f.village_code_kemendagri = v.village_code_kemendagri
    where
        f.is_in_p3ke
        and not exists (
            select from pg_temp.standing_family_row as r where f.family_id = r.family_id
        )
    union all
    select 'family_row_without_persons' as kind, f.family_id, null as person_id
    from pg_temp.family_state as f
    inner join both_files as v on f.village_code_kemendagri = v.village_code_kemendagri
    where
        f.is_in_p3ke
        and not exists (
            select
            from pg_temp.standing_row as r
            where f.family_id = r.family_id and r.source = 'p3ke'
        )
)

select
    cast(:period as date) as period,
    f.kind,
    f.family_id,
    f.person_id,
    s.village_code_kemendagri
from found as f
inner join pg_temp.family_state as s on f.family_id = s.family_id
