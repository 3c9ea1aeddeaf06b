-- Person rows of the period: what they say about who somebody is, and the fingerprint of it.
-- All of them where no row is asked for by its number.
-- Programmes, deciles and occupations are left out: they change without the person changing.
-- Grain: one row per staged person row.
select
    p.row_id,
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
    )::text)::uuid as content_hash,
    p.source,
    p.source_family_id,
    p.no_kk,
    case when p.source_key_is_trusted then p.source_key end as source_key,
    p.village_code_kemendagri as village,
    p.nik,
    p.nik_first_15 as nik_15,
    p.nama,
    p.nama_ibu_kandung,
    p.tanggal_lahir as born,
    p.tanggal_lahir_alternatif as born_other,
    p.tempat_lahir,
    p.jenis_kelamin as sex,
    p.hubungan_keluarga as role,
    p.alamat,
    p.rt,
    p.content_fingerprint
from staging.person as p
where p.period = :period and (:row_ids is null or p.row_id = any(cast(:row_ids as bigint[])))
