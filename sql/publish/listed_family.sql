-- Families that P3KE lists in a period, with what it says of them: on the list of theirs that most of
-- their people stand on, rather one with a family row. A family without a list of its own has the answers
-- of the list of another that most of its people stand on: P3KE says of them that they live there. One
-- without a family row has its dwelling unknown. Size counts its people whom P3KE lists.
-- In the engine; needs family, family_person, p3ke_list, standing_family, standing_row.
-- Grain: one row per family of the registry.
with without_list as materialized (
    select family_id
    from family
    where in_p3ke and family_id not in (select family_id from p3ke_list)
),

lists as (
    select family_id, source_family_id, persons
    from p3ke_list
    union all
    select w.family_id, r.source_family_id, count(distinct r.person_id) as persons
    from without_list as w
    inner join family_person as p on w.family_id = p.family_id
    inner join standing_row as r on p.person_id = r.person_id
    where r.source = 'p3ke' and r.source_family_id is not null
    group by w.family_id, r.source_family_id
),

told as materialized (
    select distinct on (l.family_id)
        l.family_id,
        l.source_family_id,
        f.source_family_id is not null as has_row
    from lists as l
    left join standing_family as f on l.source_family_id = f.source_family_id
    order by l.family_id, has_row desc, l.persons desc, l.source_family_id
),

-- A family without a family row is ranked where its freshest person row says.
ranked as materialized (
    select distinct on (r.source_family_id)
        r.source_family_id,
        r.desil
    from told as t
    inner join standing_row as r on t.source_family_id = r.source_family_id
    where not t.has_row and r.source = 'p3ke'
    order by r.source_family_id, r.delivered_period desc, r.village_code_kemendagri, r.desil
),

families as (
    select
        a.family_id,
        a.village_code_kemendagri,
        case
            when t.has_row then coalesce(f.desil, 0)
            when t.family_id is not null then coalesce(r.desil, 0)
            else a.desil_of_persons
        end as desil,
        a.persons_in_p3ke as size,
        f.sex as head_sex,
        extract(
            year from age(
                cast(:period as date) + interval '1 month' - interval '1 day', f.tanggal_lahir
            )
        ) as head_age,
        f.kepemilikan_rumah as home_ownership,
        f.jenis_atap as roof,
        f.jenis_dinding as wall,
        f.jenis_lantai as floor,
        f.sumber_penerangan as lighting,
        f.bahan_bakar_memasak as cooking_fuel,
        f.sumber_air_minum as drinking_water,
        f.fasilitas_buang_air_besar as toilet,
        f.resiko_stunting as stunting_risk,
        f.penerima_bpnt as bpnt,
        f.penerima_bpum as bpum,
        f.penerima_bst as bst,
        f.penerima_pkh as pkh,
        f.penerima_sembako as sembako,
        f.penerima_prakerja as prakerja,
        f.penerima_kur as kur
    from family as a
    left join told as t on a.family_id = t.family_id
    left join standing_family as f on t.source_family_id = f.source_family_id
    left join ranked as r on t.source_family_id = r.source_family_id
    where a.in_p3ke
)

select
    f.family_id,
    f.village_code_kemendagri,
    f.desil,
    f.size,
    case
        when f.size = 0 then 'unknown'
        when f.size <= 5 then f.size::text
        else '6+'
    end as family_size,
    coalesce(f.head_sex, 'unknown') as head_sex,
    coalesce(g.age_group, 'unknown') as head_age_group,
    coalesce(f.home_ownership, 'unknown') as home_ownership,
    coalesce(f.roof, 'unknown') as roof,
    coalesce(f.wall, 'unknown') as wall,
    coalesce(f.floor, 'unknown') as floor,
    coalesce(f.lighting, 'unknown') as lighting,
    coalesce(f.cooking_fuel, 'unknown') as cooking_fuel,
    coalesce(f.drinking_water, 'unknown') as drinking_water,
    coalesce(f.toilet, 'unknown') as toilet,
    coalesce(f.stunting_risk, 'unknown') as stunting_risk,
    f.bpnt,
    f.bpum,
    f.bst,
    f.pkh,
    f.sembako,
    f.prakerja,
    f.kur
from families as f
left join age_group as g on f.head_age = g.age
