-- What was noted of the villages of months when they were closed before.
delete from registry.book_row_check
where period = any(:periods)
