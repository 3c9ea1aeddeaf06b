-- What a kind's records say as known now. Grain: one row per record and month of a change.
select
    record_id,
    valid_from,
    is_present,
    hash,
    {node} as node_id,
    source,
    village_code_kemendagri,
    {said} as said
from registry.source_{kind}_version
where known_to is null
