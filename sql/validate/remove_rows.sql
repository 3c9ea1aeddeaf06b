-- Rows of a drop of which nothing goes on leave raw.
delete from {raw}
where period = :period and drop_id = :drop_id
