-- What bounds the headline counts, by release: disagreements, members' families, what is undecided.
-- No unique index on the grain, as for the other marts: a test keeps it.
create table release.village_disagreement_monthly (
    period date not null,
    village_code_kemendagri text not null,
    other_village_code_kemendagri text not null,
    source text not null,
    desil smallint,
    persons integer,
    families integer,
    persons_squared integer,
    expected_persons numeric,
    variance_persons numeric,
    expected_families numeric,
    variance_families numeric,
    release_no integer not null
);
create index on release.village_disagreement_monthly (release_no, village_code_kemendagri);
comment on table release.village_disagreement_monthly is
'All releases of mart.village_disagreement_monthly, where the columns are described';
create view mart.village_disagreement_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.other_village_code_kemendagri,
    t.source,
    t.desil,
    t.persons,
    t.families,
    t.persons_squared,
    t.expected_persons,
    t.variance_persons,
    t.expected_families,
    t.variance_families
from release.village_disagreement_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;

create table release.village_membership_monthly (
    period date not null,
    village_code_kemendagri text not null,
    source text not null,
    desil smallint,
    families integer,
    families_of_one_person integer,
    families_of_one_person_in_one_source integer,
    families_left_over integer,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_membership_monthly (release_no, village_code_kemendagri);
comment on table release.village_membership_monthly is
'All releases of mart.village_membership_monthly, where the columns are described';
create view mart.village_membership_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.source,
    t.desil,
    t.families,
    t.families_of_one_person,
    t.families_of_one_person_in_one_source,
    t.families_left_over,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_membership_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_membership_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.source,
    t.desil,
    cast(sum(t.families) as integer) as families,
    cast(sum(t.families_of_one_person) as integer) as families_of_one_person,
    cast(sum(t.families_of_one_person_in_one_source) as integer) as families_of_one_person_in_one_source,
    cast(sum(t.families_left_over) as integer) as families_left_over,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_membership_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.source, t.desil;
create view mart.regency_membership_monthly as
select
    t.period,
    t.source,
    t.desil,
    cast(sum(t.families) as integer) as families,
    cast(sum(t.families_of_one_person) as integer) as families_of_one_person,
    cast(sum(t.families_of_one_person_in_one_source) as integer) as families_of_one_person_in_one_source,
    cast(sum(t.families_left_over) as integer) as families_left_over,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_membership_monthly as t
group by t.period, t.source, t.desil;

create table release.village_undecided_monthly (
    period date not null,
    village_code_kemendagri text not null,
    source text not null,
    persons_undecided numeric,
    expected_change numeric,
    expected_wrong numeric,
    variance_change numeric,
    rows_set_aside numeric,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_undecided_monthly (release_no, village_code_kemendagri);
comment on table release.village_undecided_monthly is
'All releases of mart.village_undecided_monthly, where the columns are described';
create view mart.village_undecided_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.source,
    t.persons_undecided,
    t.expected_change,
    t.expected_wrong,
    t.variance_change,
    t.rows_set_aside,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_undecided_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_undecided_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.source,
    sum(t.persons_undecided) as persons_undecided,
    sum(t.expected_change) as expected_change,
    sum(t.expected_wrong) as expected_wrong,
    sum(t.variance_change) as variance_change,
    sum(t.rows_set_aside) as rows_set_aside,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_undecided_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.source;
create view mart.regency_undecided_monthly as
select
    t.period,
    t.source,
    sum(t.persons_undecided) as persons_undecided,
    sum(t.expected_change) as expected_change,
    sum(t.expected_wrong) as expected_wrong,
    sum(t.variance_change) as variance_change,
    sum(t.rows_set_aside) as rows_set_aside,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_undecided_monthly as t
group by t.period, t.source;

create table release.area_bounds_monthly (
    period date not null,
    level text not null,
    area_code_kemendagri text not null,
    figure text not null,
    source text not null,
    desil smallint,
    value integer,
    low integer,
    high integer,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.area_bounds_monthly (release_no, area_code_kemendagri);
comment on table release.area_bounds_monthly is
'All releases of mart.area_bounds_monthly, where the columns are described';
create view mart.area_bounds_monthly as
select
    t.period,
    t.level,
    t.area_code_kemendagri,
    t.figure,
    t.source,
    t.desil,
    t.value,
    t.low,
    t.high,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.area_bounds_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.village_bounds_monthly as
select
    t.period,
    t.area_code_kemendagri as village_code_kemendagri,
    t.figure,
    t.source,
    t.desil,
    t.value,
    t.low,
    t.high,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from mart.area_bounds_monthly as t
where t.level = 'village';
create view mart.kecamatan_bounds_monthly as
select
    t.period,
    t.area_code_kemendagri as kecamatan_code_kemendagri,
    t.figure,
    t.source,
    t.desil,
    t.value,
    t.low,
    t.high,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from mart.area_bounds_monthly as t
where t.level = 'kecamatan';
create view mart.regency_bounds_monthly as
select
    t.period,
    t.figure,
    t.source,
    t.desil,
    t.value,
    t.low,
    t.high,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from mart.area_bounds_monthly as t
where t.level = 'regency';
