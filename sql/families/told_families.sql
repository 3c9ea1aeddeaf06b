-- Families that are told anew, and from which month on: of lists that were another's, of people who are
-- told anew, and those whose own row says something else now.
-- Grain: one row per family. Reads pg_temp.told_person, sql/families/lists_before.sql,
-- sql/families/moves.sql, sql/families/losses.sql.
create temporary table told_family on commit drop as
with reasons as (
    select
        m.id as family_id,
        date '-infinity' as since
    from pg_temp.identity_move as m
    where m.was_id is not null
    union all
    select
        m.was_id as family_id,
        date '-infinity' as since
    from pg_temp.identity_move as m
    where m.was_id is not null
    union all
    select
        o.id as family_id,
        date '-infinity' as since
    from pg_temp.identity_loss as o
    union all
    select
        l.family_id,
        t.since
    from pg_temp.told_person as t
    inner join (
        select list_id, person_id from registry.identity
        union all
        select list_id, person_id from pg_temp.list_before
    ) as p on t.person_id = p.person_id
    inner join registry.family_list as l on p.list_id = l.list_id
    where l.family_id is not null
    union all
    select
        l.family_id,
        cast(:period as date) as since
    from registry.source_family_version as v
    inner join registry.family_list as l on v.source || '|' || v.source_family_id = l.list
    where l.family_id is not null and :run in (v.known_from, v.known_to)
)

select
    family_id,
    min(since) as since
from reasons
group by family_id
