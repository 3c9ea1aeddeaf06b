-- How many ids were minted since the last run, changed their meaning, or gave rows to others.
-- Grain: one row per kind, none where nothing happened. Reads pg_temp.identity_shift, identity_move.
select
    'minted' as kind,
    count(*) as ids
from registry.identity_founder as f
where
    f.entity = :entity
    and f.id > coalesce(
        (select max(r.last_id) from registry.identity_run as r where r.entity = :entity), 0
    )
having count(*) > 0
union all
select
    s.kind,
    count(*) as ids
from pg_temp.identity_shift as s
group by s.kind
union all
select
    'moved' as kind,
    count(*) as ids
from (select distinct was_id, id from pg_temp.identity_move where was_id is not null) as m
having count(*) > 0
