-- Retired ids with whom they mean now. Reads pg_temp.identity_shift.
with returned as (
    delete from registry.retired_id as r
    using pg_temp.identity_shift as s
    where r.entity = :entity and r.id = s.id and s.kind = 'returned'
)

insert into registry.retired_id (entity, id, successor_id)
select
    :entity as entity,
    s.id,
    s.to_id as successor_id
from pg_temp.identity_shift as s
where s.kind <> 'returned'
on conflict (entity, id) do update set successor_id = excluded.successor_id
