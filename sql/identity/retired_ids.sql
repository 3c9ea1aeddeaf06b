-- Ids of an entity that stand for nobody by themselves, with whom they mean. Grain: one row per id.
select id, successor_id
from registry.retired_id
where entity = :entity
