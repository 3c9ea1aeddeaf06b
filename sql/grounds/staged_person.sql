-- Person rows of a delivery, with what the marts ask of them; nothing that names anybody but the
-- number of the family card, by which families are known.
-- Grain: one row per staged person row.
select
    row_id,
    drop_id,
    sheet_no,
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
    -- Of people only yes is counted, and a field that is empty travels faster than a no.
    nullif(penerima_bpnt, false) as penerima_bpnt,
    nullif(penerima_bpum, false) as penerima_bpum,
    nullif(penerima_bst, false) as penerima_bst,
    nullif(penerima_pkh, false) as penerima_pkh,
    nullif(penerima_sembako, false) as penerima_sembako,
    nullif(penerima_prakerja, false) as penerima_prakerja,
    nullif(penerima_kur, false) as penerima_kur,
    nullif(penerima_bpnt_ppkm, false) as penerima_bpnt_ppkm,
    nullif(penerima_pbi_jkn, false) as penerima_pbi_jkn,
    nik is not null as nik_is_usable,
    nik_first_15 is not null as nik_lost_a_digit,
    staging.nik_date(nik) as nik_date,
    (substr(nik, 7, 1) >= '4') = (jenis_kelamin = 'P') as nik_agrees_with_sex
from staging.person
where period = :delivered_period and source = :source
