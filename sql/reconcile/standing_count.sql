-- Holds the closings of some months.
create temporary table standing_count (
    period date not null,
    entity text not null,
    source text not null,
    village_code_kemendagri text not null,
    closing integer not null
) on commit drop
