-- P3KE families of each village by how many of seven things their dwelling lacks.
-- Grain: one row per period, village and number of deprivations. No suppression: for officials.
-- What deprives is looked up once for all, not for each dwelling.
with deprived as materialized (
    select
        array_agg(category) filter (where item = 'roof') as roof,
        array_agg(category) filter (where item = 'wall') as wall,
        array_agg(category) filter (where item = 'floor') as floor,
        array_agg(category) filter (where item = 'lighting') as lighting,
        array_agg(category) filter (where item = 'cooking_fuel') as cooking_fuel,
        array_agg(category) filter (where item = 'drinking_water') as drinking_water,
        array_agg(category) filter (where item = 'toilet') as toilet
    from deprivation
),

judged as (
    select
        f.village_code_kemendagri,
        1 as families,
        case
            when
                'unknown' in (
                    f.roof, f.wall, f.floor, f.lighting, f.cooking_fuel, f.drinking_water, f.toilet
                )
                then -1
            else
                coalesce(list_contains(d.roof, f.roof)::integer, 0)
                + coalesce(list_contains(d.wall, f.wall)::integer, 0)
                + coalesce(list_contains(d.floor, f.floor)::integer, 0)
                + coalesce(list_contains(d.lighting, f.lighting)::integer, 0)
                + coalesce(list_contains(d.cooking_fuel, f.cooking_fuel)::integer, 0)
                + coalesce(list_contains(d.drinking_water, f.drinking_water)::integer, 0)
                + coalesce(list_contains(d.toilet, f.toilet)::integer, 0)
        end as deprivations
    from listed_family as f
    cross join deprived as d
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
    case when s.families_are_known then cast(a.families as integer) end as families,
    s.as_of_p3ke,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and s.source = 'p3ke'
