-- Identities of nodes that the linkage no longer has: their rows were withdrawn or corrected.
-- Reads sql/sync/cluster_changes.sql.
create temporary table forgotten_identities on commit drop as
select
    node_id,
    person_id,
    list_id
from pg_temp.cluster_change
where cluster_id is null
