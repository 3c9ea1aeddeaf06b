-- What is odd about the families that are told anew, in every month from which on they are.
-- Grain: one row per period, kind, family and, where it is about one, person.
-- Reads pg_temp.standing_row, standing_family_row, family_state, told_family.
create temporary table fresh_finding on commit drop as
with belonging as materialized (
    select distinct period, person_id, family_id
    from pg_temp.standing_row
    where family_id is not null
),

torn as materialized (
    select period, person_id
    from belonging
    group by period, person_id
    having count(*) > 1
),

told as materialized (
    select s.*
    from pg_temp.family_state as s
    inner join pg_temp.told_family as t on s.family_id = t.family_id
    where s.period >= t.since
),

both_files as materialized (
    select period, village_code_kemendagri
    from registry.coverage
    where source = 'p3ke'
    group by period, village_code_kemendagri
    having count(distinct kind) = 2
),

-- Listed in P3KE where that gave both its files.
in_both_files as materialized (
    select f.*
    from told as f
    inner join both_files as v
        on f.period = v.period and f.village_code_kemendagri = v.village_code_kemendagri
    where f.is_in_p3ke
),

found as (
    select b.period, 'person_in_two_families' as kind, b.family_id, b.person_id
    from belonging as b
    inner join torn as t on b.period = t.period and b.person_id = t.person_id
    union all
    select v.period, 'family_in_two_villages' as kind, v.family_id, null as person_id
    from (
        select period, family_id, village_code_kemendagri from pg_temp.standing_row
        union
        select period, family_id, village_code_kemendagri from pg_temp.standing_family_row
    ) as v
    where v.family_id is not null
    group by v.period, v.family_id
    having count(*) > 1
    union all
    select b.period, 'one_person_leftover' as kind, b.family_id, b.person_id
    from belonging as b
    inner join told as f on b.period = f.period and b.family_id = f.family_id
    inner join torn as t on b.period = t.period and b.person_id = t.person_id
    where f.persons = 1
    union all
    select f.period, 'head_without_family_row' as kind, f.family_id, f.head_person_id as person_id
    from in_both_files as f
    where
        not exists (
            select
            from pg_temp.standing_family_row as r
            where f.period = r.period and f.family_id = r.family_id
        )
    union all
    select f.period, 'family_row_without_persons' as kind, f.family_id, null as person_id
    from in_both_files as f
    where
        not exists (
            select
            from pg_temp.standing_row as r
            where f.period = r.period and f.family_id = r.family_id and r.source = 'p3ke'
        )
)

select
    f.period,
    f.kind,
    f.family_id,
    f.person_id,
    s.village_code_kemendagri
from found as f
inner join told as s on f.period = s.period and f.family_id = s.family_id
