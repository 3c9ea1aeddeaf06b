-- Steps of the touched people's records that earlier runs wrote.
-- Grain: one row per step at which a source lists the person. In the engine; needs golden_member.
select
    record_id,
    valid_from
from golden_member
where is_present and not is_new
order by record_id, valid_from
