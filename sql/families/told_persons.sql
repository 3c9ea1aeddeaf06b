-- People whose memberships are told anew, and from which month on: those whose golden record is, and over
-- all months those of whom a list is another family than before.
-- Grain: one row per person. Reads sql/registry/touched_person.sql, sql/families/moves.sql,
-- sql/families/losses.sql.
create temporary table told_person on commit drop as
with reasons as (
    select
        person_id,
        since
    from pg_temp.touched_person
    union all
    select
        p.person_id,
        date '-infinity' as since
    from registry.identity as p
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
