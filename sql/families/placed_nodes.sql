-- The list on which each changed node stands, and as what: looked for once among everybody's.
-- Grain: one row per node. Reads sql/sync/changed_identity.sql.
create temporary table placed_node on commit drop as
select
    k.node_id,
    k.list,
    coalesce(k.role = 'KEPALA_KELUARGA', false) as is_head,
    coalesce(k.role in ('KEPALA_KELUARGA', 'PASANGAN'), false) as is_parent
from pg_temp.changed_identity as c
inner join linkage.match_key as k on c.node_id = k.node_id
