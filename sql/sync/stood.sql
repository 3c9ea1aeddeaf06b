-- Holds how many people stood before a period in the villages that are delivered in it, and how many of
-- their rows the delivery repeats.
create temporary table stood (
    source text not null,
    kind text not null,
    village_code_kemendagri text not null,
    delivered_period date not null,
    people integer not null,
    repeated integer not null
) on commit drop
