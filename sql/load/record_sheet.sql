-- Notes what a sheet was read as, or why it was not.
insert into ops.sheet (
    drop_id, sheet_no, sheet_name, kind, layout, header_row, data_rows, not_read_reason
)
values (
    :drop_id, :sheet_no, :sheet_name, :kind, :layout, :header_row, :data_rows, :not_read_reason
)
on conflict (drop_id, sheet_no) do update set
    kind = excluded.kind, layout = excluded.layout, header_row = excluded.header_row,
    data_rows = excluded.data_rows, not_read_reason = excluded.not_read_reason
