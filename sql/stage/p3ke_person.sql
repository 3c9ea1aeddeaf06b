-- P3KE individuals as sent, read: typed, coded and placed, with what is wrong beside each value.
-- Grain: one row per raw row of the given drops. Nothing is left out: rules decide afterwards.
-- `offset 0`: computed once a row, without a copy of all rows.
with sent as (
    select
        r.*,
        sheet.layout,
        staging.number_issue(r.nik, coalesce(r.cell_marks ~ '\mnik:number', false)) as nik_form
    from raw.p3ke_person as r
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
        end as nik_number
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
    'p3ke' as source,
    n.drop_id,
    n.row_id,
    n.sheet_no,
    n.row_number,
    n.layout,
    n.cell_marks,
    n.extra,
    staging.identifier_text(n.id_keluarga_p3ke) as source_family_id,
    staging.identifier_text(n.id_individu) as source_person_id,
    case
        when n.id_keluarga_p3ke is not null and n.id_individu is not null
            then 'p3ke:' || staging.identifier_text(n.id_keluarga_p3ke) || '/'
                || staging.identifier_text(n.id_individu)
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
    cast(null as text) as no_kk,
    cast(null as text) as no_kk_issue,
    staging.name_text(n.nama) as nama,
    cast(null as text) as nama_ibu_kandung,
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
    cast(null as text) as tempat_lahir,
    jenis_kelamin.code as jenis_kelamin,
    hubungan.code as hubungan_keluarga,
    status_kawin.code as status_kawin,
    pekerjaan.code as pekerjaan,
    status_pekerjaan.code as status_pekerjaan,
    pendidikan.code as pendidikan,
    nullif(btrim(n.alamat), '') as alamat,
    cast(null as text) as dusun,
    cast(null as text) as rt,
    cast(null as text) as rw,
    n.desil_kesejahteraan as desil_text,
    n.persentil as persentil_text,
    n.dimuktakhirkan_tahun as dimutakhirkan_tahun_text,
    padan.code as padan_dukcapil,
    prioritas.code as prioritas_verval,
    stunting.code as resiko_stunting,
    bpnt.code as penerima_bpnt,
    bpum.code as penerima_bpum,
    bst.code as penerima_bst,
    pkh.code as penerima_pkh,
    sembako.code as penerima_sembako,
    prakerja.code as penerima_prakerja,
    kur.code as penerima_kur,
    cast(null as text) as penerima_bpnt_ppkm,
    cast(null as text) as penerima_pbi_jkn,
    presence.status as status_keberadaan,
    nullif(
        concat_ws(
            ' ',
            case when n.jenis_kelamin is not null and jenis_kelamin.code is null then 'jenis_kelamin' end,
            case when n.hubungan_kepala_keluarga is not null and hubungan.code is null then 'hubungan_kepala_keluarga' end,
            case when n.status_kawin is not null and status_kawin.code is null then 'status_kawin' end,
            case when n.pekerjaan is not null and pekerjaan.code is null then 'pekerjaan' end,
            case when n.status_pekerjaan is not null and status_pekerjaan.code is null then 'status_pekerjaan' end,
            case when n.pendidikan is not null and pendidikan.code is null then 'pendidikan' end,
            case when n.padan_dukcapil is not null and padan.code is null then 'padan_dukcapil' end,
            case when n.prioritas_verval is not null and prioritas.code is null then 'prioritas_verval' end,
            case when n.resiko_stunting is not null and stunting.code is null then 'resiko_stunting' end,
            case when n.penerima_bpnt is not null and bpnt.code is null then 'penerima_bpnt' end,
            case when n.penerima_bpum is not null and bpum.code is null then 'penerima_bpum' end,
            case when n.penerima_bst is not null and bst.code is null then 'penerima_bst' end,
            case when n.penerima_pkh is not null and pkh.code is null then 'penerima_pkh' end,
            case when n.penerima_sembako is not null and sembako.code is null then 'penerima_sembako' end,
            case when n.penerima_prakerja is not null and prakerja.code is null then 'penerima_prakerja' end,
            case when n.penerima_kur is not null and kur.code is null then 'penerima_kur' end,
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
    on hubungan.list_name = 'hubungan' and n.hubungan_kepala_keluarga = hubungan.raw_text
left join staging.code_reading as status_kawin
    on status_kawin.list_name = 'status_kawin' and n.status_kawin = status_kawin.raw_text
left join staging.code_reading as pekerjaan
    on pekerjaan.list_name = 'pekerjaan' and n.pekerjaan = pekerjaan.raw_text
left join staging.code_reading as status_pekerjaan
    on status_pekerjaan.list_name = 'status_pekerjaan' and n.status_pekerjaan = status_pekerjaan.raw_text
left join staging.code_reading as pendidikan
    on pendidikan.list_name = 'pendidikan' and n.pendidikan = pendidikan.raw_text
left join staging.code_reading as padan
    on padan.list_name = 'padan' and n.padan_dukcapil = padan.raw_text
left join staging.code_reading as prioritas
    on prioritas.list_name = 'prioritas_verval' and n.prioritas_verval = prioritas.raw_text
left join staging.code_reading as stunting
    on stunting.list_name = 'resiko_stunting' and n.resiko_stunting = stunting.raw_text
left join staging.code_reading as bpnt
    on bpnt.list_name = 'ya_tidak' and n.penerima_bpnt = bpnt.raw_text
left join staging.code_reading as bpum
    on bpum.list_name = 'ya_tidak' and n.penerima_bpum = bpum.raw_text
left join staging.code_reading as bst
    on bst.list_name = 'ya_tidak' and n.penerima_bst = bst.raw_text
left join staging.code_reading as pkh
    on pkh.list_name = 'ya_tidak' and n.penerima_pkh = pkh.raw_text
left join staging.code_reading as sembako
    on sembako.list_name = 'ya_tidak' and n.penerima_sembako = sembako.raw_text
left join staging.code_reading as prakerja
    on prakerja.list_name = 'ya_tidak' and n.penerima_prakerja = prakerja.raw_text
left join staging.code_reading as kur
    on kur.list_name = 'ya_tidak' and n.penerima_kur = kur.raw_text
