-- Lists of P3KE that stand in a period, by person rows or a family row, each with the family that it is
-- of: the one to which most of its people belong; with nobody on it, the one that the registry says.
-- In the engine; needs standing_row, family_person, standing_family.
-- Grain: one row per P3KE family id.
with belonging as materialized (
    select
        r.source_family_id,
        f.family_id,
        count(distinct r.person_id) as persons,
        bool_or(r.family_id = f.family_id) as is_its_own,
        min(f.list) as list
    from standing_row as r
    inner join family_person as f on r.person_id = f.person_id
    where r.source = 'p3ke' and r.source_family_id is not null
    group by r.source_family_id, f.family_id
),

-- Of two families with as many of its people its own, else the first by a list of its own: a list is of
-- one family, so there is always a first.
peopled as materialized (
    select distinct on (source_family_id)
        source_family_id,
        family_id,
        persons
    from belonging
    order by source_family_id, persons desc, is_its_own desc, list
)

select source_family_id, family_id, persons
from peopled
union all
select f.source_family_id, l.family_id, 0 as persons
from standing_family as f
inner join family_list as l on 'p3ke|' || f.source_family_id = l.list
where f.source_family_id not in (select source_family_id from peopled)
