-- P3KE families of each village by how many of seven things their dwelling lacks.
-- Grain: one row per period, village and number of deprivations. No suppression: for officials.
-- Dwellings that are alike are judged once: few combinations, many families.
with dwellings as materialized (
    select
        village_code_kemendagri,
        roof,
        wall,
        floor,
        lighting,
        cooking_fuel,
        drinking_water,
        toilet,
        count(*) as families
    from listed_family
    group by
        village_code_kemendagri, roof, wall, floor, lighting, cooking_fuel, drinking_water, toilet
),

judged as (
    select
        w.village_code_kemendagri,
        w.families,
        case
            when
                'unknown' in (
                    w.roof, w.wall, w.floor, w.lighting, w.cooking_fuel, w.drinking_water, w.toilet
                )
                then -1
            else (
                select count(*)
                from reference.deprivation as d
                where
                    (d.item, d.category) in (
                        ('roof', w.roof),
                        ('wall', w.wall),
                        ('floor', w.floor),
                        ('lighting', w.lighting),
                        ('cooking_fuel', w.cooking_fuel),
                        ('drinking_water', w.drinking_water),
                        ('toilet', w.toilet)
                    )
            )
        end as deprivations
    from dwellings as w
),

with_zeros as (
    select village_code_kemendagri, deprivations, families
    from judged
    union all
    select s.village_code_kemendagri, n.deprivations, 0 as families
    from source_state as s
    cross join generate_series(-1, 7) as n (deprivations)
    where s.source = 'p3ke'
),

added as (
    select village_code_kemendagri, deprivations, sum(families) as families
    from with_zeros
    group by village_code_kemendagri, deprivations
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    cast(a.deprivations as smallint) as deprivations,
    case when s.was_delivered then cast(a.families as integer) end as families,
    s.as_of_p3ke,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and s.source = 'p3ke'
