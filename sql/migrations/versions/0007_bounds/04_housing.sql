-- Tables of the marts by release, as those before them.
create table release.kecamatan_housing_combination_monthly (
    period date not null,
    kecamatan_code_kemendagri text not null,
    combination text not null,
    families integer,
    as_of_p3ke date,
    is_delivered boolean not null,
    release_no integer not null
);
create index on release.kecamatan_housing_combination_monthly (release_no, kecamatan_code_kemendagri);
comment on table release.kecamatan_housing_combination_monthly is
'All releases of mart.kecamatan_housing_combination_monthly, where the columns are described';
create view mart.kecamatan_housing_combination_monthly as
select
    t.period,
    t.kecamatan_code_kemendagri,
    t.combination,
    t.families,
    t.as_of_p3ke,
    t.is_delivered
from release.kecamatan_housing_combination_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
