-- Families that are told anew, and from which month on: of lists that were another's, of people who are
-- told anew, and those whose own row says something else now.
-- Grain: one row per family. In the engine; needs told_person, list_before, list_move, list_loss, identity,
-- family_list, changed_family_row.
with reasons as (
    select
        id as family_id,
        date '0001-01-01' as since
    from list_move
    where was_id is not null
    union all
    select
        was_id as family_id,
        date '0001-01-01' as since
    from list_move
    where was_id is not null
    union all
    select
        id as family_id,
        date '0001-01-01' as since
    from list_loss
    union all
    select
        l.family_id,
        t.since
    from told_person as t
    inner join (
        select list_id, person_id from identity
        union all
        select list_id, person_id from list_before
    ) as p on t.person_id = p.person_id
    inner join family_list as l on p.list_id = l.list_id
    where l.family_id is not null
    union all
    select
        l.family_id,
        cast(:period as date) as since
    from changed_family_row as c
    inner join family_list as l on c.list = l.list
    where l.family_id is not null
)

select
    family_id,
    min(since) as since
from reasons
group by family_id
order by family_id
