-- Tables of the marts by release, as those before them.
create table release.village_change_monthly (
    period date not null,
    village_code_kemendagri text not null,
    figure text not null,
    source text not null,
    opening integer,
    split integer,
    merged integer,
    corrected integer,
    known_opening integer,
    new integer,
    returned integer,
    moved_in integer,
    moved_out integer,
    dropped integer,
    closing integer,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_change_monthly (release_no, village_code_kemendagri);
comment on table release.village_change_monthly is
'All releases of mart.village_change_monthly, where the columns are described';
create view mart.village_change_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.figure,
    t.source,
    t.opening,
    t.split,
    t.merged,
    t.corrected,
    t.known_opening,
    t.new,
    t.returned,
    t.moved_in,
    t.moved_out,
    t.dropped,
    t.closing,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_change_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_change_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.figure,
    t.source,
    cast(sum(t.opening) as integer) as opening,
    cast(sum(t.split) as integer) as split,
    cast(sum(t.merged) as integer) as merged,
    cast(sum(t.corrected) as integer) as corrected,
    cast(sum(t.known_opening) as integer) as known_opening,
    cast(sum(t.new) as integer) as new,
    cast(sum(t.returned) as integer) as returned,
    cast(sum(t.moved_in) as integer) as moved_in,
    cast(sum(t.moved_out) as integer) as moved_out,
    cast(sum(t.dropped) as integer) as dropped,
    cast(sum(t.closing) as integer) as closing,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_change_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.figure, t.source;
create view mart.regency_change_monthly as
select
    t.period,
    t.figure,
    t.source,
    cast(sum(t.opening) as integer) as opening,
    cast(sum(t.split) as integer) as split,
    cast(sum(t.merged) as integer) as merged,
    cast(sum(t.corrected) as integer) as corrected,
    cast(sum(t.known_opening) as integer) as known_opening,
    cast(sum(t.new) as integer) as new,
    cast(sum(t.returned) as integer) as returned,
    cast(sum(t.moved_in) as integer) as moved_in,
    cast(sum(t.moved_out) as integer) as moved_out,
    cast(sum(t.dropped) as integer) as dropped,
    cast(sum(t.closing) as integer) as closing,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered
from mart.village_change_monthly as t
group by t.period, t.figure, t.source;

create table release.village_decile_change_monthly (
    period date not null,
    village_code_kemendagri text not null,
    desil_before smallint not null,
    desil smallint,
    persons integer,
    families integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.village_decile_change_monthly (release_no, village_code_kemendagri);
comment on table release.village_decile_change_monthly is
'All releases of mart.village_decile_change_monthly, where the columns are described';
create view mart.village_decile_change_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.desil_before,
    t.desil,
    t.persons,
    t.families,
    t.as_of_p3ke,
    t.is_delivered
from release.village_decile_change_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create view mart.kecamatan_decile_change_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.desil_before,
    t.desil,
    cast(sum(t.persons) as integer) as persons,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_decile_change_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.desil_before, t.desil;
create view mart.regency_decile_change_monthly as
select
    t.period,
    t.desil_before,
    t.desil,
    cast(sum(t.persons) as integer) as persons,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered
from mart.village_decile_change_monthly as t
group by t.period, t.desil_before, t.desil;
