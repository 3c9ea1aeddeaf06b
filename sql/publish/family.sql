-- Families of a period: those of the registry to which anybody belongs, and those whose lists name
-- nobody. A family on whose lists only people of larger families stand is none. Where the registry
-- holds them to live. In the engine; needs family_person, listed_person, p3ke_list, placed_family.
-- Grain: one row per family of the registry.
with peopled as materialized (
    select
        f.family_id,
        count(*) as persons,
        count(*) filter (where p.in_p3ke) as persons_in_p3ke,
        bool_or(p.in_p3ke) as in_p3ke,
        bool_or(p.in_dtks) as in_dtks,
        min(p.desil) filter (where p.desil > 0) as desil_of_persons
    from family_person as f
    inner join listed_person as p on f.person_id = p.person_id
    group by f.family_id
),

stood_on as materialized (
    select distinct family_id
    from standing_row
    where family_id is not null
),

without_persons as materialized (
    select family_id
    from p3ke_list
    where persons = 0
)

select
    f.family_id,
    f.village_code_kemendagri,
    coalesce(p.persons, 0) as persons,
    coalesce(p.persons_in_p3ke, 0) as persons_in_p3ke,
    coalesce(p.in_p3ke, f.is_in_p3ke)
    or f.family_id in (select family_id from without_persons) as in_p3ke,
    coalesce(p.in_dtks, f.is_in_dtks) as in_dtks,
    coalesce(p.desil_of_persons, 0) as desil_of_persons
from placed_family as f
left join peopled as p on f.family_id = p.family_id
where
    f.village_code_kemendagri is not null
    and (p.family_id is not null or f.family_id not in (select family_id from stood_on))
