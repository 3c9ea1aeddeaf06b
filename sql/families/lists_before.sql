-- On which lists the people who changed were, as far as was known: a list that one of them leaves reads
-- otherwise without them.
-- Grain: one row per list and person. Reads sql/families/changed_persons.sql.
create temporary table list_before on commit drop as
select
    l.list_id,
    l.person_id
from registry.list_person as l
inner join pg_temp.changed_person as c on l.person_id = c.person_id
