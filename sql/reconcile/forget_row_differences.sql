-- What was noted of a period's villages when it was closed before.
delete from registry.book_row_check
where period = :period
