-- Stages the families of a checked table: rows that are not set aside, of deliveries that stand.
-- Grain: one row per family row. Values that a rule found unusable are null; raw keeps them.
insert into staging.family (
    period,
    source,
    drop_id,
    row_id,
    sheet_no,
    row_number,
    layout,
    source_family_id,
    source_key,
    source_key_is_trusted,
    village_code_kemendagri,
    placed_by,
    nik,
    nik_first_15,
    nama,
    tanggal_lahir,
    tanggal_lahir_alternatif,
    jenis_kelamin,
    status_kawin,
    pekerjaan,
    status_pekerjaan,
    pendidikan,
    alamat,
    desil,
    persentil,
    dimutakhirkan_tahun,
    padan_dukcapil,
    prioritas_verval,
    resiko_stunting,
    kepemilikan_rumah,
    memiliki_simpanan,
    jenis_atap,
    kualitas_atap,
    jenis_dinding,
    kualitas_dinding,
    jenis_lantai,
    kualitas_lantai,
    sumber_penerangan,
    daya_listrik_terpasang,
    bahan_bakar_memasak,
    sumber_air_minum,
    fasilitas_buang_air_besar,
    penerima_bpnt,
    penerima_bpum,
    penerima_bst,
    penerima_pkh,
    penerima_sembako,
    penerima_prakerja,
    penerima_kur,
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
        c.source_key,
        not c.key_is_shared as source_key_is_trusted,
        c.village_code_kemendagri,
        c.placed_by,
        c.nik,
        c.nik_first_15,
        c.nama,
        case
            when c.date_issue is null or c.date_issue in ('swapped', 'order_doubtful')
                then c.chosen_date
        end as tanggal_lahir,
        case
            when c.alternative_date <= c.period_end then c.alternative_date
        end as tanggal_lahir_alternatif,
        c.jenis_kelamin,
        nullif(c.status_kawin, 'KOSONG') as status_kawin,
        nullif(c.pekerjaan, 'KOSONG') as pekerjaan,
        nullif(c.status_pekerjaan, 'KOSONG') as status_pekerjaan,
        nullif(c.pendidikan, 'KOSONG') as pendidikan,
        c.alamat,
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
        nullif(c.kepemilikan_rumah, 'KOSONG') as kepemilikan_rumah,
        case c.memiliki_simpanan when 'YA' then true when 'TIDAK' then false end as memiliki_simpanan,
        nullif(c.jenis_atap, 'KOSONG') as jenis_atap,
        nullif(c.kualitas_atap, 'KOSONG') as kualitas_atap,
        nullif(c.jenis_dinding, 'KOSONG') as jenis_dinding,
        nullif(c.kualitas_dinding, 'KOSONG') as kualitas_dinding,
        nullif(c.jenis_lantai, 'KOSONG') as jenis_lantai,
        nullif(c.kualitas_lantai, 'KOSONG') as kualitas_lantai,
        nullif(c.sumber_penerangan, 'KOSONG') as sumber_penerangan,
        nullif(c.daya_listrik_terpasang, 'KOSONG') as daya_listrik_terpasang,
        nullif(c.bahan_bakar_memasak, 'KOSONG') as bahan_bakar_memasak,
        nullif(c.sumber_air_minum, 'KOSONG') as sumber_air_minum,
        nullif(c.fasilitas_buang_air_besar, 'KOSONG') as fasilitas_buang_air_besar,
        case c.penerima_bpnt when 'YA' then true when 'TIDAK' then false end as penerima_bpnt,
        case c.penerima_bpum when 'YA' then true when 'TIDAK' then false end as penerima_bpum,
        case c.penerima_bst when 'YA' then true when 'TIDAK' then false end as penerima_bst,
        case c.penerima_pkh when 'YA' then true when 'TIDAK' then false end as penerima_pkh,
        case c.penerima_sembako when 'YA' then true when 'TIDAK' then false end as penerima_sembako,
        case c.penerima_prakerja when 'YA' then true when 'TIDAK' then false end as penerima_prakerja,
        case c.penerima_kur when 'YA' then true when 'TIDAK' then false end as penerima_kur
    from {checked} as c
    inner join ops.delivery as d
        on
            c.period = d.period
            and c.source = d.source
            and d.kind = 'family'
            and c.village_code_kemendagri = d.village_code_kemendagri
            and c.drop_id = d.drop_id
    where
        d.superseded_by is null
        and not exists (select from quarantine.row as q where c.row_id = q.row_id)
    -- Each value is worked out once, not again for its fingerprint.
    offset 0
) as s
