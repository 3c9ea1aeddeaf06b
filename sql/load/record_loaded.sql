-- The drop's rows are in raw.
update ops.drop
set
    state = 'loaded', kind = :kind, data_rows = :rows, loaded_rows = :rows, refused_rows = 0,
    report = cast(:report as jsonb), tried_with = :rules
where drop_id = :drop_id
