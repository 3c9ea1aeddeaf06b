-- Holds people whose rows do not agree where they are.
create temporary table torn_person (
    person_id integer not null
) on commit drop
