-- A founder whose rows were withdrawn or corrected is gone; its id stays with the person: the next
-- node that was that person founds it from now on. Runs before identities of gone nodes are forgotten.
-- Reads sql/sync/forgotten_identities.sql.
with heirs as (
    select
        i.person_id,
        min(i.node_id) as node_id
    from pg_temp.forgotten_identities as g
    inner join registry.person as p on g.node_id = p.founder_node_id
    inner join registry.identity as i on p.person_id = i.person_id
    inner join linkage.cluster as c on i.node_id = c.node_id
    where not exists (select from registry.person as f where f.founder_node_id = i.node_id)
    group by i.person_id
)

update registry.person as p
set founder_node_id = h.node_id
from heirs as h
where p.person_id = h.person_id
