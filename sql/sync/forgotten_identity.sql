-- Holds the identities of nodes that the linkage no longer has.
create temporary table forgotten_identity (
    node_id integer not null,
    person_id integer not null,
    list_id integer
) on commit drop
