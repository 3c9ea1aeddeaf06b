-- What became of a family's id, and of ids that were merged into it or made out of it.
-- Grain: one row per event.
select
    kind,
    id,
    from_id,
    to_id,
    reason,
    decision_id,
    period,
    known_at
from registry.identity_event
where entity = 'family' and :family_id in (id, from_id, to_id)
order by run_id, id
