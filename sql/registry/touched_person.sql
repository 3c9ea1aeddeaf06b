-- People of whom a source says something else now, or who hold other nodes than before.
-- Grain: one row per person. Reads sql/registry/touched_record.sql and the identities that changed.
create temporary table touched_person on commit drop as
select i.person_id
from pg_temp.touched_record as t
inner join registry.source_person_version as v on t.record_id = v.record_id
inner join registry.identity as i on v.node_id = i.node_id
union
select person_id
from pg_temp.changed_identities
union
select was_person_id as person_id
from pg_temp.changed_identities
where was_person_id is not null
union
select person_id
from pg_temp.forgotten_identities
