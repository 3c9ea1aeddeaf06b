-- Holds the nodes that found a person from now on.
create temporary table person_heir (
    person_id integer not null,
    node_id integer not null
) on commit drop
