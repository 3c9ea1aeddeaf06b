-- Tables of the marts by release, the newest as views, and kecamatan and regency as their sums.
-- The columns are those of the YAML beside each query; a test keeps the two together.
-- No unique index on the grain and no foreign key: they would double the time of a release, and
-- every query groups by its grain (tested).

alter table mart.village_population_monthly set schema release;
alter table release.village_population_monthly add column release_no integer;
update release.village_population_monthly as t
set release_no = r.release_no
from mart.release as r
where t.period = r.period;
alter table release.village_population_monthly alter column release_no set not null;
drop index release.village_population_monthly_period_village_code_kemendagri_s_idx;
create unique index on release.village_population_monthly (
    release_no, village_code_kemendagri, source, coalesce(desil, -1)
);
comment on table release.village_population_monthly is 'All releases of mart.village_population_monthly, where the columns are described';
create view mart.village_population_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.source,
    t.desil,
    t.families,
    t.persons,
    t.rows,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_population_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_population_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.source,
    t.desil,
    cast(sum(t.families) as integer) as families,
    cast(sum(t.persons) as integer) as persons,
    cast(sum(t.rows) as integer) as rows,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_population_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.source, t.desil;
create view mart.regency_population_monthly as
select
    t.period,
    t.source,
    t.desil,
    cast(sum(t.families) as integer) as families,
    cast(sum(t.persons) as integer) as persons,
    cast(sum(t.rows) as integer) as rows,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_population_monthly as t
group by t.period, t.source, t.desil;

alter table mart.village_agreement_monthly set schema release;
alter table release.village_agreement_monthly add column release_no integer;
update release.village_agreement_monthly as t
set release_no = r.release_no
from mart.release as r
where t.period = r.period;
alter table release.village_agreement_monthly alter column release_no set not null;
alter table release.village_agreement_monthly
drop constraint village_agreement_monthly_pkey;
alter table release.village_agreement_monthly
add primary key (release_no, village_code_kemendagri);
comment on table release.village_agreement_monthly is 'All releases of mart.village_agreement_monthly, where the columns are described';
create view mart.village_agreement_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.persons_any,
    t.persons_both,
    t.persons_p3ke_only,
    t.persons_dtks_only,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_agreement_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_agreement_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    cast(sum(t.persons_any) as integer) as persons_any,
    cast(sum(t.persons_both) as integer) as persons_both,
    cast(sum(t.persons_p3ke_only) as integer) as persons_p3ke_only,
    cast(sum(t.persons_dtks_only) as integer) as persons_dtks_only,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_agreement_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri;
create view mart.regency_agreement_monthly as
select
    t.period,
    cast(sum(t.persons_any) as integer) as persons_any,
    cast(sum(t.persons_both) as integer) as persons_both,
    cast(sum(t.persons_p3ke_only) as integer) as persons_p3ke_only,
    cast(sum(t.persons_dtks_only) as integer) as persons_dtks_only,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_agreement_monthly as t
group by t.period;

create table release.source_delivery_monthly (
    period date not null,
    source text not null,
    files_received integer,
    files_accepted integer,
    files_expected integer,
    villages_delivered integer,
    villages_expected integer,
    villages_never_delivered integer,
    rows_received integer,
    months_old smallint,
    newest_vintage_year smallint,
    release_no integer not null
);
create index on release.source_delivery_monthly (release_no);
comment on table release.source_delivery_monthly is 'All releases of mart.source_delivery_monthly, where the columns are described';
create view mart.source_delivery_monthly as
select
    t.period,
    t.source,
    t.files_received,
    t.files_accepted,
    t.files_expected,
    t.villages_delivered,
    t.villages_expected,
    t.villages_never_delivered,
    t.rows_received,
    t.months_old,
    t.newest_vintage_year
from release.source_delivery_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create table release.source_set_aside_monthly (
    period date not null,
    source text not null,
    kind text not null,
    reason text not null,
    rows integer,
    release_no integer not null
);
create index on release.source_set_aside_monthly (release_no);
comment on table release.source_set_aside_monthly is 'All releases of mart.source_set_aside_monthly, where the columns are described';
create view mart.source_set_aside_monthly as
select
    t.period,
    t.source,
    t.kind,
    t.reason,
    t.rows
from release.source_set_aside_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create table release.village_agreement_by_decile_monthly (
    period date not null,
    village_code_kemendagri text not null,
    agreement text not null,
    desil smallint not null,
    sex text not null,
    persons integer,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_agreement_by_decile_monthly (release_no, village_code_kemendagri);
comment on table release.village_agreement_by_decile_monthly is 'All releases of mart.village_agreement_by_decile_monthly, where the columns are described';
create view mart.village_agreement_by_decile_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.agreement,
    t.desil,
    t.sex,
    t.persons,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_agreement_by_decile_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_agreement_by_decile_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.agreement,
    t.desil,
    t.sex,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_agreement_by_decile_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.agreement, t.desil, t.sex;
create view mart.regency_agreement_by_decile_monthly as
select
    t.period,
    t.agreement,
    t.desil,
    t.sex,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_agreement_by_decile_monthly as t
group by t.period, t.agreement, t.desil, t.sex;

create table release.village_demography_monthly (
    period date not null,
    village_code_kemendagri text not null,
    source text not null,
    sex text not null,
    age_group text not null,
    persons integer,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_demography_monthly (release_no, village_code_kemendagri);
comment on table release.village_demography_monthly is 'All releases of mart.village_demography_monthly, where the columns are described';
create view mart.village_demography_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.source,
    t.sex,
    t.age_group,
    t.persons,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_demography_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_demography_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.source,
    t.sex,
    t.age_group,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_demography_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.source, t.sex, t.age_group;
create view mart.regency_demography_monthly as
select
    t.period,
    t.source,
    t.sex,
    t.age_group,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_demography_monthly as t
group by t.period, t.source, t.sex, t.age_group;

create table release.village_deprivation_monthly (
    period date not null,
    village_code_kemendagri text not null,
    deprivations smallint not null,
    families integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_deprivation_monthly (release_no, village_code_kemendagri);
comment on table release.village_deprivation_monthly is 'All releases of mart.village_deprivation_monthly, where the columns are described';
create view mart.village_deprivation_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.deprivations,
    t.families,
    t.as_of_p3ke,
    t.is_delivered
from release.village_deprivation_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_deprivation_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.deprivations,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_deprivation_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.deprivations;
create view mart.regency_deprivation_monthly as
select
    t.period,
    t.deprivations,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_deprivation_monthly as t
group by t.period, t.deprivations;

create table release.village_education_monthly (
    period date not null,
    village_code_kemendagri text not null,
    education text not null,
    sex text not null,
    persons integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_education_monthly (release_no, village_code_kemendagri);
comment on table release.village_education_monthly is 'All releases of mart.village_education_monthly, where the columns are described';
create view mart.village_education_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.education,
    t.sex,
    t.persons,
    t.as_of_p3ke,
    t.is_delivered
from release.village_education_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_education_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.education,
    t.sex,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_education_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.education, t.sex;
create view mart.regency_education_monthly as
select
    t.period,
    t.education,
    t.sex,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_education_monthly as t
group by t.period, t.education, t.sex;

create table release.village_family_composition_monthly (
    period date not null,
    village_code_kemendagri text not null,
    family_size text not null,
    head_age_group text not null,
    families integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_family_composition_monthly (release_no, village_code_kemendagri);
comment on table release.village_family_composition_monthly is 'All releases of mart.village_family_composition_monthly, where the columns are described';
create view mart.village_family_composition_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.family_size,
    t.head_age_group,
    t.families,
    t.as_of_p3ke,
    t.is_delivered
from release.village_family_composition_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_family_composition_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.family_size,
    t.head_age_group,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_family_composition_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.family_size, t.head_age_group;
create view mart.regency_family_composition_monthly as
select
    t.period,
    t.family_size,
    t.head_age_group,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_family_composition_monthly as t
group by t.period, t.family_size, t.head_age_group;

create table release.village_family_head_monthly (
    period date not null,
    village_code_kemendagri text not null,
    desil smallint not null,
    head_sex text not null,
    families integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_family_head_monthly (release_no, village_code_kemendagri);
comment on table release.village_family_head_monthly is 'All releases of mart.village_family_head_monthly, where the columns are described';
create view mart.village_family_head_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.desil,
    t.head_sex,
    t.families,
    t.as_of_p3ke,
    t.is_delivered
from release.village_family_head_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_family_head_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.desil,
    t.head_sex,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_family_head_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.desil, t.head_sex;
create view mart.regency_family_head_monthly as
select
    t.period,
    t.desil,
    t.head_sex,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_family_head_monthly as t
group by t.period, t.desil, t.head_sex;

create table release.village_housing_monthly (
    period date not null,
    village_code_kemendagri text not null,
    item text not null,
    category text not null,
    is_deprived boolean not null,
    families integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_housing_monthly (release_no, village_code_kemendagri);
comment on table release.village_housing_monthly is 'All releases of mart.village_housing_monthly, where the columns are described';
create view mart.village_housing_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.item,
    t.category,
    t.is_deprived,
    t.families,
    t.as_of_p3ke,
    t.is_delivered
from release.village_housing_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_housing_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.item,
    t.category,
    t.is_deprived,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_housing_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.item, t.category, t.is_deprived;
create view mart.regency_housing_monthly as
select
    t.period,
    t.item,
    t.category,
    t.is_deprived,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_housing_monthly as t
group by t.period, t.item, t.category, t.is_deprived;

create table release.village_programme_monthly (
    period date not null,
    village_code_kemendagri text not null,
    programme text not null,
    desil smallint not null,
    families_receiving integer,
    families_not_receiving integer,
    families_unknown integer,
    persons_receiving integer,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_programme_monthly (release_no, village_code_kemendagri);
comment on table release.village_programme_monthly is 'All releases of mart.village_programme_monthly, where the columns are described';
create view mart.village_programme_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.programme,
    t.desil,
    t.families_receiving,
    t.families_not_receiving,
    t.families_unknown,
    t.persons_receiving,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_programme_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_programme_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.programme,
    t.desil,
    cast(sum(t.families_receiving) as integer) as families_receiving,
    cast(sum(t.families_not_receiving) as integer) as families_not_receiving,
    cast(sum(t.families_unknown) as integer) as families_unknown,
    cast(sum(t.persons_receiving) as integer) as persons_receiving,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_programme_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.programme, t.desil;
create view mart.regency_programme_monthly as
select
    t.period,
    t.programme,
    t.desil,
    cast(sum(t.families_receiving) as integer) as families_receiving,
    cast(sum(t.families_not_receiving) as integer) as families_not_receiving,
    cast(sum(t.families_unknown) as integer) as families_unknown,
    cast(sum(t.persons_receiving) as integer) as persons_receiving,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_programme_monthly as t
group by t.period, t.programme, t.desil;

create table release.village_quality_monthly (
    period date not null,
    village_code_kemendagri text not null,
    source text not null,
    rows integer,
    rows_with_usable_nik integer,
    rows_with_digit_lost integer,
    rows_nik_agrees_with_birth_date integer,
    rows_nik_agrees_with_sex integer,
    rows_without_birth_date integer,
    rows_repeating_a_person integer,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_quality_monthly (release_no, village_code_kemendagri);
comment on table release.village_quality_monthly is 'All releases of mart.village_quality_monthly, where the columns are described';
create view mart.village_quality_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.source,
    t.rows,
    t.rows_with_usable_nik,
    t.rows_with_digit_lost,
    t.rows_nik_agrees_with_birth_date,
    t.rows_nik_agrees_with_sex,
    t.rows_without_birth_date,
    t.rows_repeating_a_person,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_quality_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_quality_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.source,
    cast(sum(t.rows) as integer) as rows,
    cast(sum(t.rows_with_usable_nik) as integer) as rows_with_usable_nik,
    cast(sum(t.rows_with_digit_lost) as integer) as rows_with_digit_lost,
    cast(sum(t.rows_nik_agrees_with_birth_date) as integer) as rows_nik_agrees_with_birth_date,
    cast(sum(t.rows_nik_agrees_with_sex) as integer) as rows_nik_agrees_with_sex,
    cast(sum(t.rows_without_birth_date) as integer) as rows_without_birth_date,
    cast(sum(t.rows_repeating_a_person) as integer) as rows_repeating_a_person,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_quality_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.source;
create view mart.regency_quality_monthly as
select
    t.period,
    t.source,
    cast(sum(t.rows) as integer) as rows,
    cast(sum(t.rows_with_usable_nik) as integer) as rows_with_usable_nik,
    cast(sum(t.rows_with_digit_lost) as integer) as rows_with_digit_lost,
    cast(sum(t.rows_nik_agrees_with_birth_date) as integer) as rows_nik_agrees_with_birth_date,
    cast(sum(t.rows_nik_agrees_with_sex) as integer) as rows_nik_agrees_with_sex,
    cast(sum(t.rows_without_birth_date) as integer) as rows_without_birth_date,
    cast(sum(t.rows_repeating_a_person) as integer) as rows_repeating_a_person,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_quality_monthly as t
group by t.period, t.source;

create table release.village_stunting_monthly (
    period date not null,
    village_code_kemendagri text not null,
    stunting_risk text not null,
    families integer,
    persons integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_stunting_monthly (release_no, village_code_kemendagri);
comment on table release.village_stunting_monthly is 'All releases of mart.village_stunting_monthly, where the columns are described';
create view mart.village_stunting_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.stunting_risk,
    t.families,
    t.persons,
    t.as_of_p3ke,
    t.is_delivered
from release.village_stunting_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_stunting_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.stunting_risk,
    cast(sum(t.families) as integer) as families,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_stunting_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.stunting_risk;
create view mart.regency_stunting_monthly as
select
    t.period,
    t.stunting_risk,
    cast(sum(t.families) as integer) as families,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_stunting_monthly as t
group by t.period, t.stunting_risk;

create table release.village_targeting_monthly (
    period date not null,
    village_code_kemendagri text not null,
    families integer,
    families_decile_1 integer,
    families_decile_1_without_programme integer,
    families_decile_5_and_more integer,
    families_decile_5_and_more_with_programme integer,
    families_with_double_food_aid integer,
    families_with_three_programmes integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_targeting_monthly (release_no, village_code_kemendagri);
comment on table release.village_targeting_monthly is 'All releases of mart.village_targeting_monthly, where the columns are described';
create view mart.village_targeting_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.families,
    t.families_decile_1,
    t.families_decile_1_without_programme,
    t.families_decile_5_and_more,
    t.families_decile_5_and_more_with_programme,
    t.families_with_double_food_aid,
    t.families_with_three_programmes,
    t.as_of_p3ke,
    t.is_delivered
from release.village_targeting_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_targeting_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    cast(sum(t.families) as integer) as families,
    cast(sum(t.families_decile_1) as integer) as families_decile_1,
    cast(sum(t.families_decile_1_without_programme) as integer) as families_decile_1_without_programme,
    cast(sum(t.families_decile_5_and_more) as integer) as families_decile_5_and_more,
    cast(sum(t.families_decile_5_and_more_with_programme) as integer) as families_decile_5_and_more_with_programme,
    cast(sum(t.families_with_double_food_aid) as integer) as families_with_double_food_aid,
    cast(sum(t.families_with_three_programmes) as integer) as families_with_three_programmes,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_targeting_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri;
create view mart.regency_targeting_monthly as
select
    t.period,
    cast(sum(t.families) as integer) as families,
    cast(sum(t.families_decile_1) as integer) as families_decile_1,
    cast(sum(t.families_decile_1_without_programme) as integer) as families_decile_1_without_programme,
    cast(sum(t.families_decile_5_and_more) as integer) as families_decile_5_and_more,
    cast(sum(t.families_decile_5_and_more_with_programme) as integer) as families_decile_5_and_more_with_programme,
    cast(sum(t.families_with_double_food_aid) as integer) as families_with_double_food_aid,
    cast(sum(t.families_with_three_programmes) as integer) as families_with_three_programmes,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_targeting_monthly as t
group by t.period;

create table release.village_work_monthly (
    period date not null,
    village_code_kemendagri text not null,
    work text not null,
    sex text not null,
    persons integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_work_monthly (release_no, village_code_kemendagri);
comment on table release.village_work_monthly is 'All releases of mart.village_work_monthly, where the columns are described';
create view mart.village_work_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.work,
    t.sex,
    t.persons,
    t.as_of_p3ke,
    t.is_delivered
from release.village_work_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_work_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.work,
    t.sex,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_work_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.work, t.sex;
create view mart.regency_work_monthly as
select
    t.period,
    t.work,
    t.sex,
    cast(sum(t.persons) as integer) as persons,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_work_monthly as t
group by t.period, t.work, t.sex;
