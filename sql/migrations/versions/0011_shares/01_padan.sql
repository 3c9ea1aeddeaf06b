-- Of all people listed, the share listed in both registries; of a level above, of its sums.
alter table release.village_agreement_monthly add column padan_pct numeric;
create or replace view mart.village_agreement_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.persons_any,
    t.persons_both,
    t.persons_p3ke_only,
    t.persons_dtks_only,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered,
    t.padan_pct
from release.village_agreement_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create or replace view mart.kecamatan_agreement_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    cast(sum(t.persons_any) as integer) as persons_any,
    cast(sum(t.persons_both) as integer) as persons_both,
    cast(sum(t.persons_p3ke_only) as integer) as persons_p3ke_only,
    cast(sum(t.persons_dtks_only) as integer) as persons_dtks_only,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered,
    round(100.0 * sum(t.persons_both) / nullif(sum(t.persons_any), 0), 1) as padan_pct
from mart.village_agreement_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri;
create or replace view mart.regency_agreement_monthly as
select
    t.period,
    cast(sum(t.persons_any) as integer) as persons_any,
    cast(sum(t.persons_both) as integer) as persons_both,
    cast(sum(t.persons_p3ke_only) as integer) as persons_p3ke_only,
    cast(sum(t.persons_dtks_only) as integer) as persons_dtks_only,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered,
    round(100.0 * sum(t.persons_both) / nullif(sum(t.persons_any), 0), 1) as padan_pct
from mart.village_agreement_monthly as t
group by t.period;
