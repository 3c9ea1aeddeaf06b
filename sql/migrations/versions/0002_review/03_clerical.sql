create table linkage.clerical_sample (
    sample_id integer not null,
    stratum text not null,
    seed integer not null,
    drawn_at timestamptz not null default transaction_timestamp(),
    model_version text not null,
    is_linked boolean not null,
    lowest_weight double precision,
    highest_weight double precision,
    population integer not null,
    drawn integer not null,
    primary key (sample_id, stratum)
);
comment on table linkage.clerical_sample is
'Strata of each clerical sample: how many pairs each holds and how many were drawn of them';
comment on column linkage.clerical_sample.is_linked is
'Whether the pairs of the stratum were one person when the sample was drawn';
comment on column linkage.clerical_sample.lowest_weight is 'Weights of the stratum lie above; nats, null: no bound';
comment on column linkage.clerical_sample.highest_weight is 'Weights of the stratum go up to this; nats, null: no bound';
comment on column linkage.clerical_sample.population is 'Pairs of the stratum at that time';

create table linkage.clerical_pair (
    sample_id integer not null,
    left_node_id integer not null,
    right_node_id integer not null,
    stratum text not null,
    weight double precision not null,
    verdict text check (verdict in ('same', 'different', 'unknown')),
    reviewer text,
    note text,
    answered_at timestamptz,
    primary key (sample_id, left_node_id, right_node_id),
    foreign key (sample_id, stratum) references linkage.clerical_sample,
    check ((verdict is null) = (reviewer is null))
);
comment on table linkage.clerical_pair is
'Pairs of each clerical sample with what people found; they judge the linkage and change no link';
