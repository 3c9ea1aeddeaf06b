-- What the marts need to speak of groups and deprivations in one way.
create function reference.age_group(age numeric) returns text
language sql immutable parallel safe
return case
    when age is null or age < 0 then 'unknown'
    when age <= 5 then '0-5'
    when age <= 12 then '6-12'
    when age <= 15 then '13-15'
    when age <= 18 then '16-18'
    when age <= 59 then '19-59'
    else '60+'
end;
comment on function reference.age_group is
'Age group of an age in full years, as P3KE of 2023 cuts them; unknown without an age';

create function reference.decile_group(desil integer) returns text
language sql immutable parallel safe
return case
    when desil is null or desil = 0 then 'unknown'
    when desil <= 2 then desil::text
    when desil <= 4 then '3-4'
    else '5+'
end;
comment on function reference.decile_group is
'Decile as it is published: 1, 2, 3-4, 5+, unknown; higher ones alone hold too few families';

create table reference.deprivation (
    item text not null,
    category text not null,
    why text not null,
    primary key (item, category)
);
comment on table reference.deprivation is
'Answers about a dwelling that count as a deprivation; change it, and publish again';
comment on column reference.deprivation.item is 'As in mart.village_housing_monthly';
comment on column reference.deprivation.category is 'Code as in the code lists of the contracts';
comment on column reference.deprivation.why is 'Why it counts';
insert into reference.deprivation (item, category, why) values
('roof', 'JERAMI_IJUK_RUMBIA', 'Does not last'),
('roof', 'BAMBU', 'Does not last'),
('roof', 'LAINNYA', 'Not a named lasting material'),
('wall', 'BAMBU', 'Does not last'),
('wall', 'SENG', 'Does not insulate'),
('wall', 'LAINNYA', 'Not a named lasting material'),
('floor', 'TANAH', 'Earth'),
('floor', 'BAMBU', 'Does not last'),
('floor', 'LAINNYA', 'Not a named lasting material'),
('lighting', 'BUKAN_LISTRIK', 'No electricity'),
('cooking_fuel', 'ARANG_KAYU', 'Smoke'),
('cooking_fuel', 'MINYAK_TANAH', 'Smoke'),
('cooking_fuel', 'LAINNYA', 'Not a named clean fuel'),
('drinking_water', 'SUMUR_TIDAK_TERLINDUNG', 'Not protected'),
('drinking_water', 'AIR_PERMUKAAN', 'Not protected'),
('drinking_water', 'LAINNYA', 'Not a named protected source'),
('toilet', 'SENDIRI_TANPA_SEPTIC_TANK', 'No septic tank'),
('toilet', 'UMUM_BERSAMA', 'Not of the family alone'),
('toilet', 'LAINNYA', 'No facility');
