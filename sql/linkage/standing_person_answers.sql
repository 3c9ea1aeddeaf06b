-- What P3KE says of people in a published month, row by row, by where the row came from.
-- Grain: one row per period and standing P3KE person row.
select
    to_char(s.standing_period, 'YYYY-MM') as period,
    d.file_name,
    coalesce(h.sheet_name, '') as sheet_name,
    s.row_number,
    coalesce(s.desil, 0) as desil,
    s.pendidikan as education,
    s.pekerjaan as work
from registry.standing_person as s
inner join mart.current_release as r on s.standing_period = r.period
inner join ops.drop as d on s.drop_id = d.drop_id
left join ops.sheet as h on s.drop_id = h.drop_id and s.sheet_no = h.sheet_no
where s.source = 'p3ke'
