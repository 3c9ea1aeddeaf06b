-- Nodes that are another person than before this run, or whose person is new.
-- Grain: one row per node. Reads sql/sync/changed_identity.sql.
create temporary table identity_move on commit drop as
select
    node_id as unit_id,
    person_id as id,
    was_person_id as was_id
from pg_temp.changed_identity
