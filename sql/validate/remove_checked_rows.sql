-- Rows of a drop of which nothing goes on leave the checked rows.
delete from {checked}
where drop_id = :drop_id
