-- What was known of the lists of people who changed. Reads sql/families/changed_persons.sql.
delete from registry.list_person as l
using pg_temp.changed_person as c
where l.person_id = c.person_id
