-- Takes out the identities of nodes that the linkage no longer has.
-- Reads sql/sync/forgotten_identity.sql.
delete from registry.identity as i
using pg_temp.forgotten_identity as f
where i.node_id = f.node_id
