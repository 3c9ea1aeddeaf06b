-- Holds the people whom no earlier run had met.
create temporary table new_person (
    person_id integer not null,
    founder_node_id integer not null
) on commit drop
