-- Everybody who stands in a period, once, in the village of the freshest delivery, with what the
-- sources say: P3KE's word before that of DTKS, of repeated rows the smallest.
-- Age is that of the last day of the month. Needs pg_temp.standing_row.
-- Grain: one row per person.
create temporary table listed_person on commit drop as
with person_village as materialized (
    -- The same rule as in village_population_monthly: both count a person in one place.
    select distinct on (person_id)
        person_id,
        village_code_kemendagri
    from standing_row
    order by person_id, delivered_period desc, source desc, village_code_kemendagri
),

said as materialized (
    select
        person_id,
        bool_or(source = 'p3ke') as in_p3ke,
        bool_or(source = 'dtks') as in_dtks,
        coalesce(min(desil) filter (where source = 'p3ke'), 0) as desil,
        coalesce(min(sex) filter (where source = 'p3ke'), min(sex), 'unknown') as sex,
        coalesce(min(tanggal_lahir) filter (where source = 'p3ke'), min(tanggal_lahir)) as born,
        coalesce(min(pendidikan), 'unknown') as education,
        coalesce(min(pekerjaan), 'unknown') as work,
        min(resiko_stunting) as stunting_risk,
        bool_or(penerima_bpnt) as bpnt,
        bool_or(penerima_bpum) as bpum,
        bool_or(penerima_bst) as bst,
        bool_or(penerima_pkh) as pkh,
        bool_or(penerima_sembako) as sembako,
        bool_or(penerima_prakerja) as prakerja,
        bool_or(penerima_kur) as kur,
        bool_or(penerima_bpnt_ppkm) as bpnt_ppkm,
        bool_or(penerima_pbi_jkn) as pbi_jkn
    from standing_row
    group by person_id
),

aged as (
    select
        s.*,
        extract(
            year from age(cast(cast(:period as date) + interval '1 month - 1 day' as date), s.born)
        ) as age
    from said as s
)

select
    a.*,
    v.village_code_kemendagri,
    case
        when a.in_p3ke and a.in_dtks then 'both'
        when a.in_p3ke then 'p3ke_only'
        else 'dtks_only'
    end as agreement,
    reference.age_group(a.age) as age_group
from aged as a
inner join person_village as v on a.person_id = v.person_id
