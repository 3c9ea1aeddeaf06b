-- People of families by their head's age, beside the families.
alter table release.village_family_composition_monthly add column persons integer;
create or replace view mart.village_family_composition_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.family_size,
    t.head_age_group,
    t.families,
    t.as_of_p3ke,
    t.is_delivered,
    t.persons
from release.village_family_composition_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create or replace view mart.kecamatan_family_composition_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.family_size,
    t.head_age_group,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered,
    cast(sum(t.persons) as integer) as persons
from mart.village_family_composition_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.family_size, t.head_age_group;
create or replace view mart.regency_family_composition_monthly as
select
    t.period,
    t.family_size,
    t.head_age_group,
    cast(sum(t.families) as integer) as families,
    min(t.as_of_p3ke) as as_of_p3ke,
    bool_and(t.is_delivered) as is_delivered,
    cast(sum(t.persons) as integer) as persons
from mart.village_family_composition_monthly as t
group by t.period, t.family_size, t.head_age_group;
