-- People whose nodes are not those of before: what is known of their lists must be told anew.
-- Grain: one row per person. Reads sql/sync/changed_identities.sql, sql/sync/forgotten_identities.sql.
create temporary table changed_person on commit drop as
select person_id from pg_temp.changed_identities
union
select was_person_id as person_id from pg_temp.changed_identities where was_person_id is not null
union
select person_id from pg_temp.forgotten_identities
