-- Distinct texts of the given drops that have no reading yet. Null texts have none and need none.
with t ({keys}) as materialized (
    {distinct_texts}
)

select t.*
from t
where
    t.{last_key} is not null
    and not exists (select from {readings} as k where {same_keys})
