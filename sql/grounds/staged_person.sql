-- Person rows of a delivery, with what the marts ask of them; nothing that names anybody but the
-- number of the family card, by which cards are counted.
-- Grain: one row per staged person row.
select
    period,
    row_id,
    drop_id,
    sheet_no,
    source,
    village_code_kemendagri,
    source_family_id,
    no_kk,
    desil,
    jenis_kelamin as sex,
    tanggal_lahir,
    pendidikan,
    -- DTKS writes work as free text: no categories to count.
    case when source = 'p3ke' then pekerjaan end as pekerjaan,
    resiko_stunting,
    dimutakhirkan_tahun,
    penerima_bpnt,
    penerima_bpum,
    penerima_bst,
    penerima_pkh,
    penerima_sembako,
    penerima_prakerja,
    penerima_kur,
    penerima_bpnt_ppkm,
    penerima_pbi_jkn,
    nik is not null as nik_is_usable,
    nik_first_15 is not null as nik_lost_a_digit,
    staging.nik_date(nik) as nik_date,
    (substr(nik, 7, 1) >= '4') = (jenis_kelamin = 'P') as nik_agrees_with_sex
from staging.person
where period = :delivered_period and source = :source
