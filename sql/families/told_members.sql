-- Everybody who must be looked at to tell persons and families anew, and from which month on: those
-- themselves, and all who were ever on the lists of those families.
-- Grain: one row per person. In the engine; needs told_person, told_family, family_list, identity.
with reasons as (
    select
        person_id,
        since
    from told_person
    union all
    select
        p.person_id,
        t.since
    from told_family as t
    inner join family_list as l on t.family_id = l.family_id
    inner join identity as p on l.list_id = p.list_id
)

select
    person_id,
    min(since) as since
from reasons
group by person_id
