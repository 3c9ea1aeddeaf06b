-- Identities of nodes that the linkage no longer has.
delete from registry.identity as i
where not exists (select from linkage.cluster as c where i.node_id = c.node_id)
