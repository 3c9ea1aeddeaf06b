-- DTKS persons as sent, read: typed, coded and placed, with what is wrong beside each value.
-- Grain: one row per raw row of the given drops. Nothing is left out: rules decide afterwards.
-- `offset 0`: computed once a row, without a copy of all rows.
with sent as (
    select
        r.*,
        sheet.layout,
        staging.number_issue(r.nik, coalesce(r.cell_marks ~ '\mnik:number', false)) as nik_form,
        staging.number_issue(r.no_kk, coalesce(r.cell_marks ~ '\mno_kk:number', false)) as no_kk_form
    from raw.dtks_person as r
    inner join ops.sheet as sheet on r.drop_id = sheet.drop_id and r.sheet_no = sheet.sheet_no
    where r.period = :period and r.drop_id = any(:drops)
    offset 0
),

numbered as (
    select
        s.*,
        case
            when s.nik_form is null then s.nik
            when s.nik_form = 'repaired' then staging.bare_number(s.nik)
        end as nik_number,
        case
            when s.no_kk_form is null then s.no_kk
            when s.no_kk_form = 'repaired' then staging.bare_number(s.no_kk)
        end as no_kk_number
    from sent as s
    offset 0
),

known as (
    select
        n.*,
        case when staging.is_possible_nik(n.nik_number) then n.nik_number end as possible_nik
    from numbered as n
    offset 0
)

select
    n.period,
    'dtks' as source,
    n.drop_id,
    n.row_id,
    n.sheet_no,
    n.row_number,
    n.layout,
    n.cell_marks,
    n.extra,
    cast(null as text) as source_family_id,
    staging.identifier_text(n.id_dtks) as source_person_id,
    case
        when n.id_dtks is not null
            then 'dtks:' || staging.identifier_text(n.id_dtks) || '/'
                || coalesce(n.nik_number, upper(btrim(n.nama)) || '/' || n.tanggal_lahir, '')
    end as source_key,
    place.village_code_kemendagri,
    place.placed_by,
    -- A total row is of no place.
    case when n.cell_marks ~ '\mrow:total' then null else place.issue end as place_issue,
    coalesce(place.is_other_regency and n.cell_marks !~ '\mrow:total', place.is_other_regency, false)
        as is_other_regency,
    n.possible_nik as nik,
    case
        when n.nik_form = 'digit_lost'
            -- Without what parts thousands; decimals behind sixteen digits stay.
            then staging.first_15_digits(regexp_replace(n.nik, '(?<!\d{4})[., \u00a0](?=\d{3}(\D|$))', '', 'g'))
    end as nik_first_15,
    case
        when n.possible_nik is null and (n.nik_form is null or n.nik_form = 'repaired') then 'malformed'
        else n.nik_form
    end as nik_issue,
    n.no_kk_number as no_kk,
    n.no_kk_form as no_kk_issue,
    staging.name_text(n.nama) as nama,
    case
        when not staging.is_cell_error(n.nama_ibu_kandung) then staging.name_text(n.nama_ibu_kandung)
    end as nama_ibu_kandung,
    n.tanggal_lahir as tanggal_lahir_text,
    born.style as date_style,
    -- Days that a workbook counts from 1904 are 1,462 less than those counted from 1900.
    case
        when born.style = 'serial' and n.cell_marks ~ '\mtanggal_lahir:from_1904' then born.day_first + 1462
        else born.day_first
    end as date_as_read,
    born.swapped as date_swapped,
    born.has_two_digit_year,
    born.issue as date_reading_issue,
    nullif(btrim(n.tempat_lahir), '') as tempat_lahir,
    jenis_kelamin.code as jenis_kelamin,
    hubungan.code as hubungan_keluarga,
    cast(null as text) as status_kawin,
    nullif(btrim(n.pekerjaan), '') as pekerjaan,
    cast(null as text) as status_pekerjaan,
    cast(null as text) as pendidikan,
    nullif(btrim(n.alamat), '') as alamat,
    nullif(btrim(n.dusun), '') as dusun,
    nullif(btrim(n.rt), '') as rt,
    nullif(btrim(n.rw), '') as rw,
    cast(null as text) as desil_text,
    cast(null as text) as persentil_text,
    cast(null as text) as dimutakhirkan_tahun_text,
    padan.code as padan_dukcapil,
    cast(null as text) as prioritas_verval,
    cast(null as text) as resiko_stunting,
    bpnt.code as penerima_bpnt,
    cast(null as text) as penerima_bpum,
    cast(null as text) as penerima_bst,
    pkh.code as penerima_pkh,
    cast(null as text) as penerima_sembako,
    cast(null as text) as penerima_prakerja,
    cast(null as text) as penerima_kur,
    ppkm.code as penerima_bpnt_ppkm,
    jkn.code as penerima_pbi_jkn,
    presence.status as status_keberadaan,
    nullif(
        concat_ws(
            ' ',
            case when n.jenis_kelamin is not null and jenis_kelamin.code is null then 'jenis_kelamin' end,
            case when n.hubungan_keluarga is not null and hubungan.code is null then 'hubungan_keluarga' end,
            case when n.keterangan_padan is not null and padan.code is null then 'keterangan_padan' end,
            case when n.bansos_bpnt is not null and bpnt.code is null then 'bansos_bpnt' end,
            case when n.bansos_pkh is not null and pkh.code is null then 'bansos_pkh' end,
            case when n.bansos_bpnt_ppkm is not null and ppkm.code is null then 'bansos_bpnt_ppkm' end,
            case when n.pbi_jkn is not null and jkn.code is null then 'pbi_jkn' end,
            presence.unknown_values
        ),
        ''
    ) as unknown_values
from known as n
{presence}
left join staging.place_reading as place
    on
        place.kode = coalesce(n.kode_kemdagri, '')
        and place.kabupaten = coalesce(n.kabupaten_kota, '')
        and place.kecamatan = coalesce(n.kecamatan, '')
        and place.desa = coalesce(n.desa_kelurahan, '')
left join staging.date_reading as born on n.tanggal_lahir = born.raw_text
left join staging.code_reading as jenis_kelamin
    on jenis_kelamin.list_name = 'jenis_kelamin' and n.jenis_kelamin = jenis_kelamin.raw_text
left join staging.code_reading as hubungan
    on hubungan.list_name = 'hubungan' and n.hubungan_keluarga = hubungan.raw_text
left join staging.code_reading as padan
    on padan.list_name = 'padan' and n.keterangan_padan = padan.raw_text
left join staging.code_reading as bpnt
    on bpnt.list_name = 'ya_tidak' and n.bansos_bpnt = bpnt.raw_text
left join staging.code_reading as pkh
    on pkh.list_name = 'ya_tidak' and n.bansos_pkh = pkh.raw_text
left join staging.code_reading as ppkm
    on ppkm.list_name = 'ya_tidak' and n.bansos_bpnt_ppkm = ppkm.raw_text
left join staging.code_reading as jkn
    on jkn.list_name = 'ya_tidak' and n.pbi_jkn = jkn.raw_text
