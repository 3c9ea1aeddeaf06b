-- Pairs of lists that ever had a person in common, and what that says: how many, how many were head
-- or spouse on both, how many neither on either, whether the heads are one. In the engine.
-- Grain: one row per pair, the lower list first. Different roles: who is a child here and head there
-- has a household of their own. Needs identity, list_place.
with listed as materialized (
    select
        list_id,
        person_id,
        bool_or(is_parent) as is_parent,
        bool_or(not is_parent) as is_dependant,
        bool_or(is_head) as is_head
    from identity
    where list_id is not null
    group by person_id, list_id
),

sizes as (
    select
        list_id,
        count(*) as persons
    from listed
    group by list_id
),

pairs as materialized (
    select
        l.list_id as left_list_id,
        r.list_id as right_list_id,
        count(*) as shared,
        count(*) filter (where l.is_parent and r.is_parent) as parents,
        count(*) filter (where l.is_dependant and r.is_dependant) as dependants,
        bool_or(l.is_head and r.is_head) as is_same_head
    from listed as l
    inner join listed as r on l.person_id = r.person_id and l.list_id < r.list_id
    group by l.list_id, r.list_id
)

select
    p.left_list_id,
    p.right_list_id,
    ll.place as left_place,
    rl.place as right_place,
    ll.source as left_source,
    rl.source as right_source,
    p.shared,
    p.parents,
    p.dependants,
    p.is_same_head,
    least(ls.persons, rs.persons) as smaller,
    greatest(ls.persons, rs.persons) as larger
from pairs as p
inner join sizes as ls on p.left_list_id = ls.list_id
inner join sizes as rs on p.right_list_id = rs.list_id
inner join list_place as ll on p.left_list_id = ll.list_id
inner join list_place as rl on p.right_list_id = rl.list_id
order by p.left_list_id, p.right_list_id
