-- Poverty by the sample survey, for whoever reads the public counts: beside them, never among them.
create view mart_public.susenas_poverty as
select
    year,
    poverty_line_idr,
    poor_persons,
    cast(poor_pct as double precision) as poor_pct,
    cast(poverty_gap_index as double precision) as poverty_gap_index,
    cast(poverty_severity_index as double precision) as poverty_severity_index,
    source as publication
from reference.susenas_poverty;
comment on view mart_public.susenas_poverty is
'Poverty of the regency by Susenas: an estimate from a sample of everybody below a line, not to be added to or divided by counts of who is listed';
comment on column mart_public.susenas_poverty.year is 'Year of the survey (March round)';
comment on column mart_public.susenas_poverty.poverty_line_idr is
'Poverty line, rupiah a person and month; null: not published';
comment on column mart_public.susenas_poverty.poor_persons is
'People below the line, as estimated; null: not published';
comment on column mart_public.susenas_poverty.poor_pct is 'P0, share of people below the line, %';
comment on column mart_public.susenas_poverty.poverty_gap_index is 'P1, poverty gap index';
comment on column mart_public.susenas_poverty.poverty_severity_index is
'P2, poverty severity index';
comment on column mart_public.susenas_poverty.publication is 'Where it was published';
