-- Holds how many person rows were staged of some months, and of how many source records of persons a row
-- stands in each.
create temporary table standing_row_count (
    period date not null,
    source text not null,
    village_code_kemendagri text not null,
    staged_rows integer not null,
    standing_rows integer not null
) on commit drop
