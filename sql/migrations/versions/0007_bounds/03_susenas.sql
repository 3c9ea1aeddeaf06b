-- What the sample survey says of poverty: beside the registries' counts, never among them.
create table reference.susenas_poverty (
    year smallint primary key check (year between 1990 and 2100),
    poverty_line_idr integer check (poverty_line_idr > 0),
    poor_persons integer check (poor_persons >= 0),
    poor_pct numeric(5, 2) check (poor_pct between 0 and 100),
    poverty_gap_index numeric(6, 3) check (poverty_gap_index >= 0),
    poverty_severity_index numeric(6, 3) check (poverty_severity_index >= 0),
    source text not null check (source <> '')
);
comment on table reference.susenas_poverty is
'Poverty of the regency by Susenas, filled by padan reference load-susenas: an estimate from a sample, not to be added to counts';
comment on column reference.susenas_poverty.year is 'Year of the survey (March round)';
comment on column reference.susenas_poverty.poverty_line_idr is
'Poverty line, rupiah a person and month; null: not published';
comment on column reference.susenas_poverty.poor_persons is 'People below the line; null: not published';
comment on column reference.susenas_poverty.poor_pct is 'P0, share of people below the line, %';
comment on column reference.susenas_poverty.poverty_gap_index is 'P1, poverty gap index';
comment on column reference.susenas_poverty.poverty_severity_index is 'P2, poverty severity index';
comment on column reference.susenas_poverty.source is 'Publication that it was taken from';
