-- Holds how many source records of persons are present in one period.
create temporary table standing_row_count (
    source text not null,
    village_code_kemendagri text not null,
    records integer not null
) on commit drop
