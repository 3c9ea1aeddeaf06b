-- Identities of nodes that the linkage no longer has: their rows were withdrawn or corrected.
create temporary table forgotten_identities on commit drop as
select
    i.node_id,
    i.person_id,
    i.list_id
from registry.identity as i
where not exists (select from linkage.cluster as c where i.node_id = c.node_id)
