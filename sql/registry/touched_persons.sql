-- People whose golden record is told anew, and from which month on: those of whom a source says something
-- else or new from the run's month, those who hold nodes that were another's over all months.
-- Grain: one row per person. In the engine; needs touched_node, identity, changed_identity,
-- forgotten_identity.
with reasons as (
    select
        i.person_id,
        cast(:period as date) as since
    from touched_node as t
    inner join identity as i on t.node_id = i.node_id
    union all
    select
        person_id,
        case when was_person_id is null then cast(:period as date) else date '0001-01-01' end as since
    from changed_identity
    union all
    select
        was_person_id as person_id,
        date '0001-01-01' as since
    from changed_identity
    where was_person_id is not null
    union all
    select
        person_id,
        date '0001-01-01' as since
    from forgotten_identity
)

select
    person_id,
    min(since) as since
from reasons
group by person_id
order by person_id
