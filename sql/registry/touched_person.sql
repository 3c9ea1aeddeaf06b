-- Holds the people whose golden record is told anew, and from which month on.
create temporary table touched_person (
    person_id integer not null,
    since date not null
) on commit drop
