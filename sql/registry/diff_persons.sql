-- Who came, went, moved and changed: ids, never values. Reads sql/registry/diff.sql.
-- Grain: one row per person.
select
    person_id,
    what,
    from_village,
    to_village,
    changed
from pg_temp.person_diff
order by what, person_id
