-- Who belongs to which family: everybody to the largest of those on whose lists they stand, so that a
-- list left over from a family that moved on, or made for one of its members, holds nobody. Beside it the
-- list of that family on which they stand, on how many lists of other families they stand alone, and on how
-- many with others.
-- In the engine; needs standing_row.
-- Grain: one row per person who stands on any list.
with members as materialized (
    select person_id, family_id, min(list) as list
    from standing_row
    where family_id is not null
    group by person_id, family_id
),

sizes as materialized (
    select family_id, count(*) as persons
    from members
    group by family_id
),

choices as materialized (
    select
        person_id,
        min(family_id) as family_id,
        min(list) as list,
        count(*) as families
    from members
    group by person_id
),

-- Few stand on lists of several families; only for them is there anything to choose. Of families of
-- one size the first by its list: numbers of families depend on the order in which months came.
chosen as (
    select distinct on (m.person_id)
        m.person_id,
        m.family_id,
        m.list,
        count(*) filter (where z.persons = 1) over (partition by m.person_id)
        - (z.persons = 1)::integer as alone_elsewhere,
        count(*) filter (where z.persons > 1) over (partition by m.person_id)
        - (z.persons > 1)::integer as with_others_elsewhere
    from choices as c
    inner join members as m on c.person_id = m.person_id
    inner join sizes as z on m.family_id = z.family_id
    where c.families > 1
    order by m.person_id, z.persons desc, m.list
)

select person_id, family_id, list, 0 as alone_elsewhere, 0 as with_others_elsewhere
from choices
where families = 1
union all
select person_id, family_id, list, alone_elsewhere, with_others_elsewhere
from chosen
