-- P3KE families that stand in a period, once, by their family row; a family that has person rows only
-- is one too, with its dwelling unknown. Size counts the people who stand on its list.
-- In the engine; needs standing_row.
-- Grain: one row per P3KE family id.
-- Few families have two rows: which of them holds is decided on keys, and rows are taken whole after.
with chosen as materialized (
    select distinct on (f.source_family_id)
        f.delivered_period,
        f.row_id
    from family_row as f
    inner join coverage as c
        on
            c.kind = 'family'
            and f.delivered_period = c.delivered_period
            and f.source = c.source
            and f.village_code_kemendagri = c.village_code_kemendagri
    where f.source = 'p3ke'
    order by
        f.source_family_id,
        f.delivered_period desc,
        f.village_code_kemendagri,
        f.row_id
),

family_rows as materialized (
    select f.*
    from family_row as f
    inner join chosen as c on f.delivered_period = c.delivered_period and f.row_id = c.row_id
),

members as materialized (
    select distinct source_family_id, person_id
    from standing_row
    where source = 'p3ke' and source_family_id is not null
),

sizes as materialized (
    select source_family_id, count(*) as size
    from members
    group by source_family_id
),

-- A family without a family row lives and is ranked where its freshest person row says.
row_families as materialized (
    select distinct on (r.source_family_id)
        r.source_family_id,
        r.village_code_kemendagri,
        r.desil
    from standing_row as r
    where
        r.source = 'p3ke'
        and r.source_family_id is not null
        and r.source_family_id not in (select source_family_id from family_rows)
    order by r.source_family_id, r.delivered_period desc, r.village_code_kemendagri, r.desil
),

families as (
    select
        coalesce(f.source_family_id, r.source_family_id) as source_family_id,
        case
            when f.source_family_id is not null then f.village_code_kemendagri
            else r.village_code_kemendagri
        end as village_code_kemendagri,
        coalesce(case when f.source_family_id is not null then f.desil else r.desil end, 0) as desil,
        coalesce(s.size, 0) as size,
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
    from family_rows as f
    full join row_families as r on f.source_family_id = r.source_family_id
    left join sizes as s on coalesce(f.source_family_id, r.source_family_id) = s.source_family_id
)

select
    f.source_family_id,
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
