-- Sets aside the rows of one layout that cannot be used, each with all its reasons.
insert into quarantine.row (
    period, drop_id, row_id, sheet_no, row_number, source, kind, reasons, columns
)
select
    c.period,
    c.drop_id,
    c.row_id,
    c.sheet_no,
    c.row_number,
    c.source,
    '{kind}',
    array_remove(array[{codes}], null),
    array_remove(array[{columns}], null)
from {checked} as c
where c.layout = :layout and ({any_condition})
