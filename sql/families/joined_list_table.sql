-- Holds the lists that are a family with a smaller one.
create temporary table joined_list (
    list_id integer not null,
    cluster_id integer not null
) on commit drop
