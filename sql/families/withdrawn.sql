-- Holds steps that we know better now.
create temporary table withdrawn (
    id integer not null,
    valid_from date not null
) on commit drop
