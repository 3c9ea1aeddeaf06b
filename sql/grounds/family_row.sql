-- Family rows of a delivery, with what the marts ask of them.
-- Grain: one row per staged family row with a family id.
select
    source_family_id,
    row_id,
    village_code_kemendagri,
    desil,
    jenis_kelamin as sex,
    tanggal_lahir,
    kepemilikan_rumah,
    jenis_atap,
    jenis_dinding,
    jenis_lantai,
    sumber_penerangan,
    bahan_bakar_memasak,
    sumber_air_minum,
    fasilitas_buang_air_besar,
    resiko_stunting,
    penerima_bpnt,
    penerima_bpum,
    penerima_bst,
    penerima_pkh,
    penerima_sembako,
    penerima_prakerja,
    penerima_kur
from staging.family
where period = :delivered_period and source = :source and source_family_id is not null
