-- Golden steps as known now, each with the month of the one that ends it. In the engine; needs known_golden.
select
    *,
    lead(valid_from) over (partition by person_id order by valid_from) as valid_to
from known_golden
