-- Who spoke for the touched people before the month from which on that is told anew.
-- Grain: one row per person. Reads sql/registry/touched_person.sql.
select distinct on (g.person_id)
    g.person_id,
    g.valid_from,
    {known_pointers}
from pg_temp.touched_person as t
inner join registry.golden_speaker as g on t.person_id = g.person_id
where g.known_to is null and g.valid_from < t.since
order by g.person_id, g.valid_from desc
