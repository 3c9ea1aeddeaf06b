-- Notes what each sheet of a drop was read as, or why it was not.
insert into ops.sheet (
    drop_id, sheet_no, sheet_name, kind, layout, header_row, data_rows, not_read_reason
)
select
    :drop_id,
    s.sheet_no,
    s.sheet_name,
    s.kind,
    s.layout,
    s.header_row,
    s.data_rows,
    s.not_read_reason
from jsonb_to_recordset(cast(:sheets as jsonb)) as s (
    sheet_no smallint,
    sheet_name text,
    kind text,
    layout text,
    header_row integer,
    data_rows integer,
    not_read_reason text
)
on conflict (drop_id, sheet_no) do update set
    kind = excluded.kind, layout = excluded.layout, header_row = excluded.header_row,
    data_rows = excluded.data_rows, not_read_reason = excluded.not_read_reason
