-- Tables that did not say how old the data are that they count: told of earlier releases too, from
-- the population table of the same release.
alter table release.village_disagreement_monthly
add column as_of_p3ke date,
add column as_of_dtks date,
add column is_delivered boolean not null default false;
update release.village_disagreement_monthly as d
set as_of_p3ke = p.as_of_p3ke, as_of_dtks = p.as_of_dtks, is_delivered = p.is_delivered
from release.village_population_monthly as p
where
    d.release_no = p.release_no
    and d.village_code_kemendagri = p.village_code_kemendagri
    and d.source = p.source
    and p.desil is null;
alter table release.village_disagreement_monthly alter column is_delivered drop default;
create or replace view mart.village_disagreement_monthly as
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
    t.variance_families,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.village_disagreement_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;

create temporary table freshness on commit drop as
select
    release_no,
    source,
    min(as_of_p3ke) as as_of_p3ke,
    min(as_of_dtks) as as_of_dtks,
    bool_and(is_delivered) as is_delivered
from release.village_population_monthly
where desil is null
group by release_no, source;

alter table release.source_delivery_monthly
add column as_of_p3ke date,
add column as_of_dtks date,
add column is_delivered boolean not null default false;
update release.source_delivery_monthly as d
set as_of_p3ke = f.as_of_p3ke, as_of_dtks = f.as_of_dtks, is_delivered = f.is_delivered
from pg_temp.freshness as f
where d.release_no = f.release_no and d.source = f.source;
alter table release.source_delivery_monthly alter column is_delivered drop default;
create or replace view mart.source_delivery_monthly as
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
    t.newest_vintage_year,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.source_delivery_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;

alter table release.source_set_aside_monthly
add column as_of_p3ke date,
add column as_of_dtks date,
add column is_delivered boolean not null default false;
update release.source_set_aside_monthly as d
set as_of_p3ke = f.as_of_p3ke, as_of_dtks = f.as_of_dtks, is_delivered = f.is_delivered
from pg_temp.freshness as f
where d.release_no = f.release_no and d.source = f.source;
alter table release.source_set_aside_monthly alter column is_delivered drop default;
create or replace view mart.source_set_aside_monthly as
select
    t.period,
    t.source,
    t.kind,
    t.reason,
    t.rows,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered
from release.source_set_aside_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
