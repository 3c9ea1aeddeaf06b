-- Receipt of each social programme by decile, P3KE families and persons of all sources.
-- Grain: one row per period, village, programme and decile. No suppression: for officials.
-- First as wide as the programmes, then turned: the rows are read once.
with family_sums as materialized (
    select
        village_code_kemendagri,
        desil,
        count(*) as families,
        count(*) filter (where bpnt) as bpnt,
        count(*) filter (where not bpnt) as no_bpnt,
        count(*) filter (where bpum) as bpum,
        count(*) filter (where not bpum) as no_bpum,
        count(*) filter (where bst) as bst,
        count(*) filter (where not bst) as no_bst,
        count(*) filter (where pkh) as pkh,
        count(*) filter (where not pkh) as no_pkh,
        count(*) filter (where sembako) as sembako,
        count(*) filter (where not sembako) as no_sembako,
        count(*) filter (where prakerja) as prakerja,
        count(*) filter (where not prakerja) as no_prakerja,
        count(*) filter (where kur) as kur,
        count(*) filter (where not kur) as no_kur
    from listed_family
    group by village_code_kemendagri, desil
),

-- Of people a bit says yes, as sql/grounds/staged_person.sql sets it.
person_sums as materialized (
    select
        village_code_kemendagri,
        desil,
        count(*) filter (where programmes & 1 > 0) as bpnt,
        count(*) filter (where programmes & 2 > 0) as bpum,
        count(*) filter (where programmes & 4 > 0) as bst,
        count(*) filter (where programmes & 8 > 0) as pkh,
        count(*) filter (where programmes & 16 > 0) as sembako,
        count(*) filter (where programmes & 32 > 0) as prakerja,
        count(*) filter (where programmes & 64 > 0) as kur,
        count(*) filter (where programmes & 128 > 0) as bpnt_ppkm,
        count(*) filter (where programmes & 256 > 0) as pbi_jkn
    from listed_person
    group by village_code_kemendagri, desil
),

with_zeros as (
    select
        f.village_code_kemendagri,
        x.programme,
        f.desil,
        x.receiving,
        x.not_receiving,
        f.families - x.receiving - x.not_receiving as unknown,
        0 as persons
    from family_sums as f
    cross join lateral (
        values
        ('bpnt', f.bpnt, f.no_bpnt),
        ('bpum', f.bpum, f.no_bpum),
        ('bst', f.bst, f.no_bst),
        ('pkh', f.pkh, f.no_pkh),
        ('sembako', f.sembako, f.no_sembako),
        ('prakerja', f.prakerja, f.no_prakerja),
        ('kur', f.kur, f.no_kur)
    ) as x (programme, receiving, not_receiving)
    union all
    select p.village_code_kemendagri, x.programme, p.desil, 0, 0, 0, x.persons
    from person_sums as p
    cross join lateral (
        values
        ('bpnt', p.bpnt),
        ('bpum', p.bpum),
        ('bst', p.bst),
        ('pkh', p.pkh),
        ('sembako', p.sembako),
        ('prakerja', p.prakerja),
        ('kur', p.kur),
        ('bpnt_ppkm', p.bpnt_ppkm),
        ('pbi_jkn', p.pbi_jkn)
    ) as x (programme, persons)
    union all
    select s.village_code_kemendagri, x.programme, d.desil, 0, 0, 0, 0
    from source_state as s
    cross join unnest(array[
        'bpnt', 'bpum', 'bst', 'pkh', 'sembako', 'prakerja', 'kur', 'bpnt_ppkm', 'pbi_jkn'
    ]) as x (programme)
    cross join generate_series(0, 10) as d (desil)
    where s.source = 'any'
),

added as (
    select
        village_code_kemendagri,
        programme,
        desil,
        sum(receiving) as receiving,
        sum(not_receiving) as not_receiving,
        sum(unknown) as unknown,
        sum(persons) as persons
    from with_zeros
    group by village_code_kemendagri, programme, desil
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.programme,
    cast(a.desil as smallint) as desil,
    case when k.families_are_known then cast(a.receiving as integer) end as families_receiving,
    case when k.families_are_known then cast(a.not_receiving as integer) end
        as families_not_receiving,
    case when k.families_are_known then cast(a.unknown as integer) end as families_unknown,
    case when s.is_known then cast(a.persons as integer) end as persons_receiving,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and s.source = 'any'
inner join source_state as p
    on a.village_code_kemendagri = p.village_code_kemendagri and p.source = 'p3ke'
cross join lateral (
    select p.families_are_known and a.programme not in ('bpnt_ppkm', 'pbi_jkn')
) as k (families_are_known)
