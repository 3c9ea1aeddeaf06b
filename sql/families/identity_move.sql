-- Holds the lists whose family is not what the registry has.
create temporary table identity_move (
    unit_id integer not null,
    id integer not null,
    was_id integer,
    is_new boolean not null
) on commit drop
