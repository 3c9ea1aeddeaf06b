create table linkage.node (
    node_id integer primary key,
    source text not null,
    content_hash uuid not null,
    first_period date not null,
    unique (source, content_hash)
);
comment on table linkage.node is
'Rows of one source that say the same of a person are one node, over all months';

create table linkage.row_node (
    period date not null,
    row_id bigint not null,
    node_id integer not null,
    primary key (period, row_id)
);
create index on linkage.row_node (node_id);
comment on table linkage.row_node is 'Which node each staged person row says';

create table linkage.cluster (
    node_id integer primary key,
    cluster_id integer not null
);
comment on table linkage.cluster is
'Which nodes are one person, as the linkage sees it now; cluster_id is its smallest node_id';
