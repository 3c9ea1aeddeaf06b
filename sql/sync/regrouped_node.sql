-- Holds the nodes that stand in another cluster and are the same person as before.
create temporary table regrouped_node (
    node_id integer not null,
    cluster_id integer not null
) on commit drop
