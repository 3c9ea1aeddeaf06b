-- Stages the persons of a checked table: rows that are not set aside, of deliveries that stand.
-- Grain: one row per person row. Values that a rule found unusable are null; raw keeps them.
insert into staging.person (
    period,
    source,
    drop_id,
    row_id,
    sheet_no,
    row_number,
    layout,
    source_family_id,
    source_person_id,
    source_key,
    source_key_is_trusted,
    village_code_kemendagri,
    placed_by,
    nik,
    nik_first_15,
    no_kk,
    nama,
    nama_ibu_kandung,
    tanggal_lahir,
    tanggal_lahir_alternatif,
    tempat_lahir,
    jenis_kelamin,
    hubungan_keluarga,
    status_kawin,
    pekerjaan,
    status_pekerjaan,
    pendidikan,
    alamat,
    dusun,
    rt,
    rw,
    desil,
    persentil,
    dimutakhirkan_tahun,
    padan_dukcapil,
    prioritas_verval,
    resiko_stunting,
    penerima_bpnt,
    penerima_bpum,
    penerima_bst,
    penerima_pkh,
    penerima_sembako,
    penerima_prakerja,
    penerima_kur,
    penerima_bpnt_ppkm,
    penerima_pbi_jkn,
    status_keberadaan,
    record_key,
    content_fingerprint
)
select
    s.*,
    {record_key} as record_key,
    {content_fingerprint} as content_fingerprint
from (
    select
        c.period,
        c.source,
        c.drop_id,
        c.row_id,
        c.sheet_no,
        c.row_number,
        c.layout,
        c.source_family_id,
        c.source_person_id,
        c.source_key,
        not c.key_is_shared as source_key_is_trusted,
        c.village_code_kemendagri,
        c.placed_by,
        c.nik,
        c.nik_first_15,
        c.no_kk,
        c.nama,
        c.nama_ibu_kandung,
        case
            when c.date_issue is null or c.date_issue in ('swapped', 'order_doubtful')
                then c.chosen_date
        end as tanggal_lahir,
        case
            when c.alternative_date <= c.period_end then c.alternative_date
        end as tanggal_lahir_alternatif,
        c.tempat_lahir,
        c.jenis_kelamin,
        nullif(c.hubungan_keluarga, 'KOSONG') as hubungan_keluarga,
        nullif(c.status_kawin, 'KOSONG') as status_kawin,
        nullif(c.pekerjaan, 'KOSONG') as pekerjaan,
        nullif(c.status_pekerjaan, 'KOSONG') as status_pekerjaan,
        nullif(c.pendidikan, 'KOSONG') as pendidikan,
        c.alamat,
        c.dusun,
        c.rt,
        c.rw,
        case
            when c.decile_issue is null
                then cast(substring(c.desil_text from '([0-9]+)') as smallint)
        end as desil,
        case
            when c.persentil_text ~ '^\s*[0-9]{1,3}([.,]0+)?\s*$'
                then cast(substring(c.persentil_text from '([0-9]+)') as smallint)
        end as persentil,
        case
            when c.dimutakhirkan_tahun_text ~ '^\s*(19|20)[0-9]{2}([.,]0+)?\s*$'
                then cast(substring(c.dimutakhirkan_tahun_text from '([0-9]{4})') as smallint)
        end as dimutakhirkan_tahun,
        nullif(c.padan_dukcapil, 'KOSONG') as padan_dukcapil,
        nullif(c.prioritas_verval, 'KOSONG') as prioritas_verval,
        nullif(c.resiko_stunting, 'KOSONG') as resiko_stunting,
        case c.penerima_bpnt when 'YA' then true when 'TIDAK' then false end as penerima_bpnt,
        case c.penerima_bpum when 'YA' then true when 'TIDAK' then false end as penerima_bpum,
        case c.penerima_bst when 'YA' then true when 'TIDAK' then false end as penerima_bst,
        case c.penerima_pkh when 'YA' then true when 'TIDAK' then false end as penerima_pkh,
        case c.penerima_sembako when 'YA' then true when 'TIDAK' then false end as penerima_sembako,
        case c.penerima_prakerja when 'YA' then true when 'TIDAK' then false end as penerima_prakerja,
        case c.penerima_kur when 'YA' then true when 'TIDAK' then false end as penerima_kur,
        case c.penerima_bpnt_ppkm when 'YA' then true when 'TIDAK' then false end as penerima_bpnt_ppkm,
        case c.penerima_pbi_jkn when 'YA' then true when 'TIDAK' then false end as penerima_pbi_jkn,
        c.status_keberadaan
    from {checked} as c
    inner join ops.delivery as d
        on
            c.period = d.period
            and c.source = d.source
            and d.kind = 'person'
            and c.village_code_kemendagri = d.village_code_kemendagri
            and c.drop_id = d.drop_id
    where
        d.superseded_by is null
        and not exists (select from quarantine.row as q where c.row_id = q.row_id)
    -- Each value is worked out once, not again for its fingerprint.
    offset 0
) as s
