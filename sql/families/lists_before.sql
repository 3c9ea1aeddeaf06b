-- On which lists people were who are others now, or of whom a node was forgotten: a list that one of
-- them leaves reads otherwise without them.
-- Grain: one row per list and person. Reads sql/sync/changed_identities.sql, forgotten_identities.sql.
create temporary table list_before on commit drop as
select
    i.list_id,
    c.was_person_id as person_id
from pg_temp.changed_identities as c
inner join registry.identity as i on c.node_id = i.node_id
where c.was_person_id is not null and i.list_id is not null
union
select
    list_id,
    person_id
from pg_temp.forgotten_identities
where list_id is not null
