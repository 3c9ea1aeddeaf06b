-- Holds the nodes that are new or another person than before.
create temporary table changed_identity (
    node_id integer not null,
    cluster_id integer not null,
    person_id integer not null,
    was_person_id integer
) on commit drop
