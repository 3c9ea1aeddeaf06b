create table linkage.node (
    node_id integer primary key,
    source text not null,
    content_hash uuid not null unique,
    first_period date not null
);
comment on table linkage.node is
'Rows of one source that say the same of a person are one node, over all months';

create table linkage.row_node (
    period date not null,
    row_id bigint not null,
    node_id integer not null,
    primary key (period, row_id)
);
comment on table linkage.row_node is 'Which node each staged person row says';

create table linkage.cluster (
    node_id integer primary key,
    cluster_id integer not null
);
comment on table linkage.cluster is
'Which nodes are one person, as the linkage sees it now; cluster_id is its smallest node_id';

create table linkage.match_key (
    node_id integer primary key,
    list text,
    source_key text,
    village text not null,
    nik text,
    nik_15 text,
    words text,
    sound text,
    other_words text,
    other_sound text,
    mother_words text,
    mother_sound text,
    born date,
    born_other date,
    birth_place text,
    sex text,
    role text,
    street text,
    rt text
);
comment on table linkage.match_key is
'What each node says, normalised once: the only thing that the linkage compares';
comment on column linkage.match_key.list is
'The family list it stands on: No KK where known, else the family id of its source';
comment on column linkage.match_key.sound is
'Name with spelling levelled, a sound for each word; proposes and weighs, never decides';

create table linkage.pair (
    left_node_id integer not null,
    right_node_id integer not null,
    levels text not null,
    weight double precision not null,
    primary key (left_node_id, right_node_id),
    check (left_node_id < right_node_id)
);
comment on table linkage.pair is
'Pairs of nodes that may be one person; pairs far from it are not kept';
comment on column linkage.pair.levels is
'One letter a comparison in the order of the model: A its first level, @ where a value is missing';
comment on column linkage.pair.weight is
'Log odds (natural) that the two are one person, as the newest run sees it';

create table ops.linkage_run (
    period date primary key,
    model_version text not null,
    rows integer not null,
    new_nodes integer not null,
    nodes integer not null,
    pairs integer not null,
    clusters integer not null,
    figures jsonb not null
);
comment on table ops.linkage_run is
'Counts of the last run of each month: pairs by blocking rule, pairs by band of weight';
