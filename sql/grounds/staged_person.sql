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
    -- Of people only yes is counted: one number with a bit for each programme travels faster than
    -- nine fields. Most have none, and an empty field is shorter than a 0.
    nullif(
        case when penerima_bpnt then 1 else 0 end
        + case when penerima_bpum then 2 else 0 end
        + case when penerima_bst then 4 else 0 end
        + case when penerima_pkh then 8 else 0 end
        + case when penerima_sembako then 16 else 0 end
        + case when penerima_prakerja then 32 else 0 end
        + case when penerima_kur then 64 else 0 end
        + case when penerima_bpnt_ppkm then 128 else 0 end
        + case when penerima_pbi_jkn then 256 else 0 end,
        0
    ) as programmes,
    -- Hardly a row says that its person is not there.
    case when status_keberadaan <> 'ada' then true end as is_off_list,
    nik is not null as nik_is_usable,
    nik_first_15 is not null as nik_lost_a_digit,
    staging.nik_date(nik) as nik_date,
    (substr(nik, 7, 1) >= '4') = (jenis_kelamin = 'P') as nik_agrees_with_sex
from staging.person
where period = :delivered_period and source = :source
