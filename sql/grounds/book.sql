-- The books of a period as they closed.
-- Grain: one row per village, entity and source.
select
    village_code_kemendagri,
    entity,
    source,
    opening,
    split,
    merged,
    corrected,
    known_opening,
    new,
    returned,
    moved_in,
    moved_out,
    dead,
    refused,
    dropped,
    closing
from registry.book
where period = :period
