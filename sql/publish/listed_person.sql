-- Everybody whom the registry lists in a period, once, in the village where the registry holds them to
-- live, with what the sources say: P3KE's word before that of DTKS, of repeated rows the smallest.
-- Age is that of the last day of the month. In the engine; needs standing_row.
-- Grain: one row per person.
with said as materialized (
    select
        person_id,
        coalesce(min(desil) filter (where source = 'p3ke'), 0) as desil,
        coalesce(min(sex) filter (where source = 'p3ke'), min(sex), 'unknown') as sex,
        coalesce(min(tanggal_lahir) filter (where source = 'p3ke'), min(tanggal_lahir)) as born,
        coalesce(min(pendidikan), 'unknown') as education,
        coalesce(min(pekerjaan), 'unknown') as work,
        min(resiko_stunting) as stunting_risk,
        bit_or(programmes) as programmes
    from standing_row
    group by person_id
),

aged as (
    select
        s.*,
        extract(
            year from age(cast(:period as date) + interval '1 month' - interval '1 day', s.born)
        ) as age
    from said as s
)

select
    a.*,
    p.village_code_kemendagri,
    p.is_in_p3ke as in_p3ke,
    p.is_in_dtks as in_dtks,
    case
        when p.is_in_p3ke and p.is_in_dtks then 'both'
        when p.is_in_p3ke then 'p3ke_only'
        else 'dtks_only'
    end as agreement,
    coalesce(g.age_group, 'unknown') as age_group
from placed_person as p
inner join aged as a on p.person_id = a.person_id
left join age_group as g on a.age = g.age
where p.village_code_kemendagri is not null
