-- Holds the ids that mean another than before this run.
create temporary table identity_shift (
    id integer not null,
    kind text not null,
    from_id integer,
    to_id integer
) on commit drop
