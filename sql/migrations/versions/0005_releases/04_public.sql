-- Public counts: protected numbers by release, and what readers see of them.
create table release.public_cell (
    cell_id integer primary key generated always as identity,
    unit text not null check (unit in ('persons', 'families')),
    row_dimension text not null,
    row_category text not null,
    column_dimension text not null,
    column_category text not null,
    unique (unit, row_dimension, row_category, column_dimension, column_category)
);
comment on table release.public_cell is
'The numbers that are published of every area: totals, single dimensions, crosses of two';

create table release.public_count (
    release_no integer not null,
    level text not null check (level in ('village', 'kecamatan', 'regency')),
    area_code_kemendagri text not null,
    cell_id integer not null,
    value integer not null check (value >= 0 and value % 5 = 0),
    primary key (release_no, area_code_kemendagri, cell_id)
);
comment on table release.public_count is
'Protected numbers by release: multiples of 5 that add up over tables, cells and levels';

create table disclosure.register (
    period date not null,
    village_code_kemendagri text not null,
    cell_id integer not null,
    truth integer not null,
    published integer not null,
    primary key (period, village_code_kemendagri, cell_id)
);
comment on table disclosure.register is
'The last published value of every village cell and the true count that it stood for: a cell whose truth did not change keeps its number, whatever happens to releases';

create view mart_public.release as
select
    r.release_no,
    r.period,
    r.released_at,
    r.withdrawn_at,
    c.release_no is not null as is_current
from mart.release as r
left join mart.current_release as c on r.release_no = c.release_no
where exists (select from release.public_count as p where r.release_no = p.release_no);
comment on view mart_public.release is 'Releases of the public tables';
comment on column mart_public.release.release_no is 'Number of the release';
comment on column mart_public.release.period is 'The month that it is about, its first day';
comment on column mart_public.release.released_at is 'When it became readable';
comment on column mart_public.release.withdrawn_at is 'When it was withdrawn; null: it stands';
comment on column mart_public.release.is_current is 'Whether it is the newest of its month';

create view mart_public.area as
select
    'village' as level,
    village_code_kemendagri as area_code_kemendagri,
    village_name as area_name,
    kecamatan_code_kemendagri as parent_code_kemendagri
from reference.village
union all
select distinct
    'kecamatan' as level,
    kecamatan_code_kemendagri as area_code_kemendagri,
    kecamatan_name as area_name,
    substr(kecamatan_code_kemendagri, 1, 4) as parent_code_kemendagri
from reference.village
union all
select distinct
    'regency' as level,
    substr(kecamatan_code_kemendagri, 1, 4) as area_code_kemendagri,
    'Kutai Kartanegara' as area_name,
    cast(null as text) as parent_code_kemendagri
from reference.village;
comment on view mart_public.area is 'Villages, kecamatan and the regency, and what each is part of';
comment on column mart_public.area.level is 'village, kecamatan or regency';
comment on column mart_public.area.area_code_kemendagri is 'Kemendagri code without dots';
comment on column mart_public.area.area_name is 'Name';
comment on column mart_public.area.parent_code_kemendagri is 'Code of the area above';
