-- Keeps what the survey says of one year, in place of what was said before.
insert into reference.susenas_poverty (
    year, poverty_line_idr, poor_persons, poor_pct, poverty_gap_index, poverty_severity_index, source
)
values (
    :year,
    :poverty_line_idr,
    :poor_persons,
    :poor_pct,
    :poverty_gap_index,
    :poverty_severity_index,
    :source
)
on conflict (year) do update
set
    poverty_line_idr = excluded.poverty_line_idr,
    poor_persons = excluded.poor_persons,
    poor_pct = excluded.poor_pct,
    poverty_gap_index = excluded.poverty_gap_index,
    poverty_severity_index = excluded.poverty_severity_index,
    source = excluded.source
