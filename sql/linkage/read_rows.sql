-- Every person row of the period with the fingerprint of what it says about who somebody is.
-- Programmes, deciles and occupations are left out: they change without the person changing.
create temporary table linkage_row on commit drop as
select
    p.row_id,
    p.source,
    md5(row(
        p.source,
        p.source_family_id,
        p.source_person_id,
        case when p.source_key_is_trusted then p.source_key end,
        p.village_code_kemendagri,
        p.nik,
        p.nik_first_15,
        p.no_kk,
        p.nama,
        p.nama_ibu_kandung,
        p.tanggal_lahir,
        p.tanggal_lahir_alternatif,
        p.tempat_lahir,
        p.jenis_kelamin,
        p.hubungan_keluarga,
        p.status_kawin,
        p.alamat,
        p.dusun,
        p.rt,
        p.rw
    )::text)::uuid as content_hash
from staging.person as p
where p.period = :period
