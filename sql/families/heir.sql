-- Holds the lists that found a family from now on.
create temporary table heir (
    family_id integer not null,
    list_id integer not null
) on commit drop
