-- Who may be missed by the programmes, and who may be in them by mistake: P3KE families.
-- Grain: one row per period and village. No suppression: for officials.
with received as materialized (
    select
        village_code_kemendagri,
        desil,
        coalesce(bpnt and sembako, false) as has_double_food_aid,
        coalesce(bpnt, false) or coalesce(sembako, false) or coalesce(bst, false)
        or coalesce(pkh, false) as has_aid_for_the_poorest,
        (coalesce(bpnt, false) or coalesce(sembako, false))::integer
        + coalesce(bpum, false)::integer
        + coalesce(bst, false)::integer
        + coalesce(pkh, false)::integer
        + coalesce(prakerja, false)::integer
        + coalesce(kur, false)::integer as programmes,
        coalesce(bpnt, bpum, bst, pkh, sembako, prakerja, kur) is not null as has_answered
    from listed_family
),

counted as materialized (
    select
        village_code_kemendagri,
        count(*) as families,
        count(*) filter (where desil = 1) as decile_1,
        count(*) filter (where desil = 1 and has_answered and programmes = 0) as decile_1_without,
        count(*) filter (where desil >= 5) as decile_5,
        count(*) filter (where desil >= 5 and has_aid_for_the_poorest) as decile_5_with,
        count(*) filter (where has_double_food_aid) as double_food_aid,
        count(*) filter (where programmes >= 3) as three_programmes
    from received
    group by village_code_kemendagri
)

select
    cast(:period as date) as period,
    s.village_code_kemendagri,
    case when s.families_are_known then coalesce(c.families, 0)::integer end as families,
    case when s.families_are_known then coalesce(c.decile_1, 0)::integer end as families_decile_1,
    case when s.families_are_known then coalesce(c.decile_1_without, 0)::integer end
        as families_decile_1_without_programme,
    case when s.families_are_known then coalesce(c.decile_5, 0)::integer end
        as families_decile_5_and_more,
    case when s.families_are_known then coalesce(c.decile_5_with, 0)::integer end
        as families_decile_5_and_more_with_programme,
    case when s.families_are_known then coalesce(c.double_food_aid, 0)::integer end
        as families_with_double_food_aid,
    case when s.families_are_known then coalesce(c.three_programmes, 0)::integer end
        as families_with_three_programmes,
    s.as_of_p3ke,
    s.is_delivered
from source_state as s
left join counted as c on s.village_code_kemendagri = c.village_code_kemendagri
where s.source = 'p3ke'
