-- Holds the people whom the books of each month lose.
create temporary table leaver (
    period date not null,
    id integer not null
) on commit drop
