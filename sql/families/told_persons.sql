-- People whose memberships are told anew, and from which month on: those whose golden record is, and over
-- all months those of whom a list is another family than before.
-- Grain: one row per person. In the engine; needs touched_person, list_move, list_loss, identity.
with reasons as (
    select
        person_id,
        since
    from touched_person
    union all
    select
        p.person_id,
        date '0001-01-01' as since
    from identity as p
    where
        p.list_id in (
            select unit_id from list_move where was_id is not null
            union all
            select unit_id from list_loss
        )
)

select
    person_id,
    min(since) as since
from reasons
group by person_id
order by person_id
