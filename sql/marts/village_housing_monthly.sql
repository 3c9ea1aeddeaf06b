-- P3KE families of each village by dwelling and services, one item after another.
-- Grain: one row per period, village, item and category. No suppression: for officials.
-- One scan groups by every item; of each row one item is not null.
with counted as materialized (
    select
        village_code_kemendagri,
        home_ownership,
        roof,
        wall,
        floor,
        lighting,
        cooking_fuel,
        drinking_water,
        toilet,
        count(*) as families
    from listed_family
    group by grouping sets (
        (village_code_kemendagri, home_ownership),
        (village_code_kemendagri, roof),
        (village_code_kemendagri, wall),
        (village_code_kemendagri, floor),
        (village_code_kemendagri, lighting),
        (village_code_kemendagri, cooking_fuel),
        (village_code_kemendagri, drinking_water),
        (village_code_kemendagri, toilet)
    )
),

answers as (
    select f.village_code_kemendagri, x.item, x.category, f.families
    from counted as f
    cross join lateral (
        values
        ('home_ownership', f.home_ownership),
        ('roof', f.roof),
        ('wall', f.wall),
        ('floor', f.floor),
        ('lighting', f.lighting),
        ('cooking_fuel', f.cooking_fuel),
        ('drinking_water', f.drinking_water),
        ('toilet', f.toilet)
    ) as x (item, category)
    where x.category is not null
),

with_zeros as (
    select village_code_kemendagri, item, category, families
    from answers
    union all
    select s.village_code_kemendagri, c.dimension as item, c.category, 0 as families
    from source_state as s
    inner join category as c
        on c.dimension in (
            'home_ownership', 'roof', 'wall', 'floor', 'lighting', 'cooking_fuel', 'drinking_water',
            'toilet'
        )
    where s.source = 'p3ke'
),

added as (
    select village_code_kemendagri, item, category, sum(families) as families
    from with_zeros
    group by village_code_kemendagri, item, category
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.item,
    a.category,
    d.category is not null as is_deprived,
    case when s.families_are_known then cast(a.families as integer) end as families,
    s.as_of_p3ke,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and s.source = 'p3ke'
left join deprivation as d on a.item = d.item and a.category = d.category
