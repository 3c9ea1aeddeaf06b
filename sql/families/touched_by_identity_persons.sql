-- People whose past reads otherwise since this run: their nodes were another's, or were forgotten, or
-- a list of theirs is another family.
-- Grain: one row per person. Reads sql/sync/changed_identities.sql, sql/sync/forgotten_identities.sql,
-- sql/families/moves.sql, sql/families/losses.sql.
create temporary table touched_person on commit drop as
select c.person_id
from pg_temp.changed_identities as c
where c.was_person_id is not null
union
select c.was_person_id as person_id
from pg_temp.changed_identities as c
where c.was_person_id is not null
union
select f.person_id
from pg_temp.forgotten_identities as f
union
select p.person_id
from registry.list_person as p
where
    p.list_id in (
        select unit_id from pg_temp.identity_move
        union all
        select unit_id from pg_temp.identity_loss
    )
