-- Steps that a run wrote or withdrew, as sql/registry/known_steps.sql tells them.
-- Grain: one row per step; two where a step takes the place of one of the same month.
select
    record_id,
    valid_from,
    is_present,
    hash,
    {node} as node_id,
    source,
    village_code_kemendagri,
    {said} as said,
    known_to is null as is_known
from registry.source_{kind}_version
where known_from = :run or known_to = :run
