-- What anybody may read: one number a row, the newest release of each month, and any by its number.
-- A village of under 200 people shows no crosses; an area of which nothing was delivered has no rows.
create view mart_public.area_persons_monthly as
select
    r.period,
    t.level,
    t.area_code_kemendagri,
    c.row_dimension,
    c.row_category,
    c.column_dimension,
    c.column_category,
    t.value as persons,
    case
        when t.level = 'village' and t.value = 0 then '0-4' else t.value::text
    end as shown
from release.public_count as t
inner join release.public_cell as c on t.cell_id = c.cell_id
inner join mart.current_release as r on t.release_no = r.release_no
where c.unit = 'persons';
comment on view mart_public.area_persons_monthly is
'People of the registry who stand in P3KE, DTKS or both, rounded to multiples of 5 so that everything adds up: of a village usually off by at most 4, never by more than 9; the newest release of each month';
comment on column mart_public.area_persons_monthly.period is
'The month that the counts are about, its first day';
comment on column mart_public.area_persons_monthly.level is
'village, kecamatan or regency; kecamatan and regency are sums of the published villages';
comment on column mart_public.area_persons_monthly.area_code_kemendagri is
'Kemendagri code of the area without dots; see mart_public.area';
comment on column mart_public.area_persons_monthly.row_dimension is
'What is asked: agreement, decile_group, sex, roof …; all: the total';
comment on column mart_public.area_persons_monthly.row_category is
'The answer; unknown: not answered; all: the total';
comment on column mart_public.area_persons_monthly.column_dimension is
'A second question, where two are crossed; all: not crossed';
comment on column mart_public.area_persons_monthly.column_category is
'The answer to the second question; all: not crossed';
comment on column mart_public.area_persons_monthly.persons is
'People of the registry who stand in P3KE, DTKS or both; a multiple of 5; 0 is 0 to 4';
comment on column mart_public.area_persons_monthly.shown is
'The number as it is to be printed: a village''s 0 is 0-4';

create view mart_public.area_persons_by_release as
select
    t.release_no,
    r.period,
    t.level,
    t.area_code_kemendagri,
    c.row_dimension,
    c.row_category,
    c.column_dimension,
    c.column_category,
    t.value as persons,
    case
        when t.level = 'village' and t.value = 0 then '0-4' else t.value::text
    end as shown
from release.public_count as t
inner join release.public_cell as c on t.cell_id = c.cell_id
inner join mart.release as r on t.release_no = r.release_no
where c.unit = 'persons';
comment on view mart_public.area_persons_by_release is
'People of the registry who stand in P3KE, DTKS or both, rounded to multiples of 5 so that everything adds up: of a village usually off by at most 4, never by more than 9; all releases, withdrawn ones too';
comment on column mart_public.area_persons_by_release.release_no is
'Number of the release';
comment on column mart_public.area_persons_by_release.period is
'The month that the counts are about, its first day';
comment on column mart_public.area_persons_by_release.level is
'village, kecamatan or regency; kecamatan and regency are sums of the published villages';
comment on column mart_public.area_persons_by_release.area_code_kemendagri is
'Kemendagri code of the area without dots; see mart_public.area';
comment on column mart_public.area_persons_by_release.row_dimension is
'What is asked: agreement, decile_group, sex, roof …; all: the total';
comment on column mart_public.area_persons_by_release.row_category is
'The answer; unknown: not answered; all: the total';
comment on column mart_public.area_persons_by_release.column_dimension is
'A second question, where two are crossed; all: not crossed';
comment on column mart_public.area_persons_by_release.column_category is
'The answer to the second question; all: not crossed';
comment on column mart_public.area_persons_by_release.persons is
'People of the registry who stand in P3KE, DTKS or both; a multiple of 5; 0 is 0 to 4';
comment on column mart_public.area_persons_by_release.shown is
'The number as it is to be printed: a village''s 0 is 0-4';

create view mart_public.area_families_monthly as
select
    r.period,
    t.level,
    t.area_code_kemendagri,
    c.row_dimension,
    c.row_category,
    c.column_dimension,
    c.column_category,
    t.value as families,
    case
        when t.level = 'village' and t.value = 0 then '0-4' else t.value::text
    end as shown
from release.public_count as t
inner join release.public_cell as c on t.cell_id = c.cell_id
inner join mart.current_release as r on t.release_no = r.release_no
where c.unit = 'families';
comment on view mart_public.area_families_monthly is
'P3KE families, rounded to multiples of 5 so that everything adds up: of a village usually off by at most 4, never by more than 9; the newest release of each month';
comment on column mart_public.area_families_monthly.period is
'The month that the counts are about, its first day';
comment on column mart_public.area_families_monthly.level is
'village, kecamatan or regency; kecamatan and regency are sums of the published villages';
comment on column mart_public.area_families_monthly.area_code_kemendagri is
'Kemendagri code of the area without dots; see mart_public.area';
comment on column mart_public.area_families_monthly.row_dimension is
'What is asked: agreement, decile_group, sex, roof …; all: the total';
comment on column mart_public.area_families_monthly.row_category is
'The answer; unknown: not answered; all: the total';
comment on column mart_public.area_families_monthly.column_dimension is
'A second question, where two are crossed; all: not crossed';
comment on column mart_public.area_families_monthly.column_category is
'The answer to the second question; all: not crossed';
comment on column mart_public.area_families_monthly.families is
'P3KE families; a multiple of 5; 0 is 0 to 4';
comment on column mart_public.area_families_monthly.shown is
'The number as it is to be printed: a village''s 0 is 0-4';

create view mart_public.area_families_by_release as
select
    t.release_no,
    r.period,
    t.level,
    t.area_code_kemendagri,
    c.row_dimension,
    c.row_category,
    c.column_dimension,
    c.column_category,
    t.value as families,
    case
        when t.level = 'village' and t.value = 0 then '0-4' else t.value::text
    end as shown
from release.public_count as t
inner join release.public_cell as c on t.cell_id = c.cell_id
inner join mart.release as r on t.release_no = r.release_no
where c.unit = 'families';
comment on view mart_public.area_families_by_release is
'P3KE families, rounded to multiples of 5 so that everything adds up: of a village usually off by at most 4, never by more than 9; all releases, withdrawn ones too';
comment on column mart_public.area_families_by_release.release_no is
'Number of the release';
comment on column mart_public.area_families_by_release.period is
'The month that the counts are about, its first day';
comment on column mart_public.area_families_by_release.level is
'village, kecamatan or regency; kecamatan and regency are sums of the published villages';
comment on column mart_public.area_families_by_release.area_code_kemendagri is
'Kemendagri code of the area without dots; see mart_public.area';
comment on column mart_public.area_families_by_release.row_dimension is
'What is asked: agreement, decile_group, sex, roof …; all: the total';
comment on column mart_public.area_families_by_release.row_category is
'The answer; unknown: not answered; all: the total';
comment on column mart_public.area_families_by_release.column_dimension is
'A second question, where two are crossed; all: not crossed';
comment on column mart_public.area_families_by_release.column_category is
'The answer to the second question; all: not crossed';
comment on column mart_public.area_families_by_release.families is
'P3KE families; a multiple of 5; 0 is 0 to 4';
comment on column mart_public.area_families_by_release.shown is
'The number as it is to be printed: a village''s 0 is 0-4';
