-- When the step of a record is followed by another, as known now: the few that are, told once for all who
-- ask for it.
-- Grain: one row per step that another one ends.
create temporary table next_step on commit drop as
with changed as materialized (
    select record_id
    from registry.source_person_version
    where known_to is null
    group by record_id
    having count(*) > 1
),

steps as (
    select
        v.record_id,
        v.valid_from,
        lead(v.valid_from) over (partition by v.record_id order by v.valid_from) as valid_to
    from changed as c
    inner join registry.source_person_version as v on c.record_id = v.record_id
    where v.known_to is null
)

select record_id, valid_from, valid_to
from steps
where valid_to is not null
