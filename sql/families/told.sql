-- Holds those who are told anew.
create temporary table told (
    id integer not null
) on commit drop
