-- Steps as known now, each with the month of the one that ends it. None is of this run yet.
-- In the engine; needs known_step.
select
    * exclude (said),
    said as {said},
    false as is_new,
    lead(valid_from) over (partition by record_id order by valid_from) as valid_to
from known_step
