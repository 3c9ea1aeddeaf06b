-- P3KE families of each kecamatan by which of seven things their dwelling lacks together.
-- Grain: one row per period, kecamatan and combination, where there is any. For officials.
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
        case
            when
                'unknown' in (
                    f.roof, f.wall, f.floor, f.lighting, f.cooking_fuel, f.drinking_water, f.toilet
                )
                then 'unknown'
            else
                concat_ws(
                    ' + ',
                    case when list_contains(d.roof, f.roof) then 'roof' end,
                    case when list_contains(d.wall, f.wall) then 'wall' end,
                    case when list_contains(d.floor, f.floor) then 'floor' end,
                    case when list_contains(d.lighting, f.lighting) then 'lighting' end,
                    case when list_contains(d.cooking_fuel, f.cooking_fuel) then 'cooking_fuel' end,
                    case when list_contains(d.drinking_water, f.drinking_water) then 'drinking_water' end,
                    case when list_contains(d.toilet, f.toilet) then 'toilet' end
                )
        end as combination
    from listed_family as f
    cross join deprived as d
),

counted as (
    select village_code_kemendagri, combination, count(*) as families
    from judged
    group by village_code_kemendagri, combination
),

state as (
    select
        kecamatan_code_kemendagri,
        min(as_of_p3ke) as as_of_p3ke,
        bool_and(is_delivered) as is_delivered
    from source_state
    where source = 'p3ke'
    group by kecamatan_code_kemendagri
)

select
    cast(:period as date) as period,
    k.kecamatan_code_kemendagri,
    coalesce(nullif(c.combination, ''), 'none') as combination,
    cast(sum(c.families) as integer) as families,
    k.as_of_p3ke,
    k.is_delivered
from counted as c
inner join source_state as s
    on
        c.village_code_kemendagri = s.village_code_kemendagri
        and s.source = 'p3ke'
        and s.families_are_known
inner join state as k on s.kecamatan_code_kemendagri = k.kecamatan_code_kemendagri
group by
    k.kecamatan_code_kemendagri,
    coalesce(nullif(c.combination, ''), 'none'),
    k.as_of_p3ke,
    k.is_delivered
