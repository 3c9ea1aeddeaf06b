-- Holds the closings of the periods that were told in this transaction.
create temporary table if not exists standing_count (
    period date not null,
    entity text not null,
    source text not null,
    village_code_kemendagri text not null,
    closing integer not null
) on commit drop
