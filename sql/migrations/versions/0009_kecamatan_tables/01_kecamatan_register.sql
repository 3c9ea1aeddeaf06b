-- Tables that only kecamatan show: what was last published of them, and what the views now promise.
create table disclosure.kecamatan_register (
    period date not null,
    kecamatan_code_kemendagri text not null,
    cell_id integer not null,
    truth integer not null,
    published integer not null,
    primary key (period, kecamatan_code_kemendagri, cell_id)
);
comment on table disclosure.kecamatan_register is
'The last published value of every cell that only kecamatan show, and the true count that it stood for: a cell whose truth did not change keeps its number where its margins allow it';
comment on column disclosure.kecamatan_register.period is 'The month, its first day';
comment on column disclosure.kecamatan_register.kecamatan_code_kemendagri is
'Kemendagri code of the kecamatan without dots';
comment on column disclosure.kecamatan_register.cell_id is 'The cell; see release.public_cell';
comment on column disclosure.kecamatan_register.truth is 'The true count';
comment on column disclosure.kecamatan_register.published is 'What was last published for it';

comment on view mart_public.area_persons_monthly is
'People of the registry who stand in P3KE, DTKS or both, rounded to multiples of 5 so that everything adds up: a village''s total is off by at most 5, its other numbers usually by at most 4 and never by more than 9; tables that villages are too small for are by kecamatan; the newest release of each month';
comment on view mart_public.area_persons_by_release is
'People of the registry who stand in P3KE, DTKS or both, rounded to multiples of 5 so that everything adds up: a village''s total is off by at most 5, its other numbers usually by at most 4 and never by more than 9; tables that villages are too small for are by kecamatan; all releases, withdrawn ones too';
comment on view mart_public.area_families_monthly is
'P3KE families, rounded to multiples of 5 so that everything adds up: a village''s total is off by at most 5, its other numbers usually by at most 4 and never by more than 9; tables that villages are too small for are by kecamatan; the newest release of each month';
comment on view mart_public.area_families_by_release is
'P3KE families, rounded to multiples of 5 so that everything adds up: a village''s total is off by at most 5, its other numbers usually by at most 4 and never by more than 9; tables that villages are too small for are by kecamatan; all releases, withdrawn ones too';
comment on column mart_public.area_persons_monthly.persons is
'People of the registry who stand in P3KE, DTKS or both; a multiple of 5; 0 is usually 0 to 4, never more than 9';
comment on column mart_public.area_persons_by_release.persons is
'People of the registry who stand in P3KE, DTKS or both; a multiple of 5; 0 is usually 0 to 4, never more than 9';
comment on column mart_public.area_families_monthly.families is
'P3KE families; a multiple of 5; 0 is usually 0 to 4, never more than 9';
comment on column mart_public.area_families_by_release.families is
'P3KE families; a multiple of 5; 0 is usually 0 to 4, never more than 9';
