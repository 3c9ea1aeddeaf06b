-- Notes the villages of months whose rows are not all in the registry.
-- Reads sql/reconcile/row_differences.sql.
insert into registry.book_row_check (
    period, source, village_code_kemendagri, staged_rows, standing_rows
)
select period, source, village_code_kemendagri, staged_rows, standing_rows
from pg_temp.row_difference
