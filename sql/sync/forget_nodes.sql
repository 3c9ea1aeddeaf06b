-- Takes out the identities of nodes that the linkage no longer has.
-- Reads sql/sync/forgotten_identities.sql.
delete from registry.identity as i
using pg_temp.forgotten_identities as f
where i.node_id = f.node_id
