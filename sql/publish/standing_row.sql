-- Person rows that stand in a period. In the engine, from the grounds.
-- Grain: one row per standing person row.
-- Who each row is first, in three numbers: rows are wide, and are looked up once.
with person_of_row as materialized (
    select
        r.delivered_period,
        r.row_id,
        i.person_id
    from row_node as r
    inner join identity as i on r.node_id = i.node_id
),

listed as (
    select
        s.*,
        s.source || '|' || coalesce(s.no_kk, s.source_family_id) as list
    from staged_person as s
)

select
    p.person_id,
    l.family_id,
    s.list,
    s.source,
    s.delivered_period,
    s.village_code_kemendagri,
    s.source_family_id,
    s.desil,
    s.sex,
    s.tanggal_lahir,
    s.pendidikan,
    s.pekerjaan,
    s.resiko_stunting,
    s.dimutakhirkan_tahun,
    s.penerima_bpnt,
    s.penerima_bpum,
    s.penerima_bst,
    s.penerima_pkh,
    s.penerima_sembako,
    s.penerima_prakerja,
    s.penerima_kur,
    s.penerima_bpnt_ppkm,
    s.penerima_pbi_jkn,
    s.nik_is_usable,
    s.nik_lost_a_digit,
    s.nik_date = strftime(s.tanggal_lahir, '%d%m%y') as nik_agrees_with_birth_date,
    s.nik_agrees_with_sex
from listed as s
inner join coverage as c
    on
        c.kind = 'person'
        and s.delivered_period = c.delivered_period
        and s.source = c.source
        and s.village_code_kemendagri = c.village_code_kemendagri
inner join person_of_row as p on s.delivered_period = p.delivered_period and s.row_id = p.row_id
left join family_list as l on s.list = l.list
