-- Holds people of whom several are called head of one family.
create temporary table rival (
    person_id integer not null
) on commit drop
