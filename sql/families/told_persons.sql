-- People whose memberships are told anew, and from which month on: those of whom a source or the golden
-- record says something else now from the run's month, those who are others than before over all months,
-- be it that their nodes were another's or were forgotten, or that a list of theirs is another family.
-- Grain: one row per person. Reads pg_temp.touched_person of the golden record, sql/sync/changed_identities.sql,
-- sql/sync/forgotten_identities.sql, sql/families/moves.sql, sql/families/losses.sql.
create temporary table told_person on commit drop as
with reasons as (
    select
        person_id,
        cast(:period as date) as since
    from pg_temp.touched_person
    union all
    select
        p.person_id,
        date '-infinity' as since
    from pg_temp.changed_identities as c
    cross join lateral (values (c.person_id), (c.was_person_id)) as p (person_id)
    where c.was_person_id is not null
    union all
    select
        f.person_id,
        date '-infinity' as since
    from pg_temp.forgotten_identities as f
    union all
    select
        p.person_id,
        date '-infinity' as since
    from registry.list_person as p
    where
        p.list_id in (
            select unit_id from pg_temp.identity_move where was_id is not null
            union all
            select unit_id from pg_temp.identity_loss
        )
)

select
    person_id,
    min(since) as since
from reasons
group by person_id
