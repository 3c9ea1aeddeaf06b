-- Holds the families of lists on which nobody stands any more.
create temporary table identity_loss (
    id integer not null,
    unit_id integer not null
) on commit drop
