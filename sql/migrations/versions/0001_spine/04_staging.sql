create table staging.date_reading (
    raw_text text primary key,
    reader text not null,
    style text,
    day_first date,
    swapped date,
    has_two_digit_year boolean not null,
    issue text
);
comment on table staging.date_reading is
'What each date text means: one row per distinct text, made by pipelines/readings/dates.py';

create table staging.place_reading (
    kode text not null,
    kabupaten text not null,
    kecamatan text not null,
    desa text not null,
    reader text not null,
    village_code_kemendagri text,
    placed_by text,
    is_other_regency boolean not null,
    issue text,
    primary key (kode, kabupaten, kecamatan, desa)
);
comment on table staging.place_reading is
'Which village each combination of code and names means, made by pipelines/readings/places.py';

create table staging.code_reading (
    list_name text not null,
    raw_text text not null,
    reader text not null,
    code text,
    primary key (list_name, raw_text)
);
comment on table staging.code_reading is
'Which code each coded value means; null where no spelling of the list is like it';

create table staging.person (
    period date not null,
    source text not null,
    drop_id integer not null,
    row_id bigint not null,
    sheet_no smallint not null,
    row_number integer not null,
    layout text not null,
    source_family_id text,
    source_person_id text,
    source_key text,
    source_key_is_trusted boolean not null,
    village_code_kemendagri text not null,
    placed_by text not null,
    nik text,
    nik_first_15 text,
    no_kk text,
    nama text,
    nama_ibu_kandung text,
    tanggal_lahir date,
    tanggal_lahir_alternatif date,
    tempat_lahir text,
    jenis_kelamin text,
    hubungan_keluarga text,
    status_kawin text,
    pekerjaan text,
    status_pekerjaan text,
    pendidikan text,
    alamat text,
    dusun text,
    rt text,
    rw text,
    desil smallint,
    persentil smallint,
    dimutakhirkan_tahun smallint,
    padan_dukcapil text,
    prioritas_verval text,
    resiko_stunting text,
    penerima_bpnt boolean,
    penerima_bpum boolean,
    penerima_bst boolean,
    penerima_pkh boolean,
    penerima_sembako boolean,
    penerima_prakerja boolean,
    penerima_kur boolean,
    penerima_bpnt_ppkm boolean,
    penerima_pbi_jkn boolean
) partition by list (period);
comment on table staging.person is
'One row per accepted person row that stands in its period, typed, coded and placed';
comment on column staging.person.row_id is
'drop_id * 2^32 + number of the data row in its file: one row of one file, for ever';
comment on column staging.person.source_key is
'What names the row over the months in its source: P3KE family/individual, DTKS id and NIK';
comment on column staging.person.nik is 'Sixteen digits, usable as a number; null otherwise';
comment on column staging.person.nik_first_15 is
'What is left of a NIK that a number cell held: its last digit was lost';
comment on column staging.person.tanggal_lahir_alternatif is
'Day and month the other way round, where the file leaves it in doubt';

create table staging.family (
    period date not null,
    source text not null,
    drop_id integer not null,
    row_id bigint not null,
    sheet_no smallint not null,
    row_number integer not null,
    layout text not null,
    source_family_id text,
    source_key text,
    source_key_is_trusted boolean not null,
    village_code_kemendagri text not null,
    placed_by text not null,
    nik text,
    nik_first_15 text,
    nama text,
    tanggal_lahir date,
    tanggal_lahir_alternatif date,
    jenis_kelamin text,
    status_kawin text,
    pekerjaan text,
    status_pekerjaan text,
    pendidikan text,
    alamat text,
    desil smallint,
    persentil smallint,
    dimutakhirkan_tahun smallint,
    padan_dukcapil text,
    prioritas_verval text,
    resiko_stunting text,
    kepemilikan_rumah text,
    memiliki_simpanan boolean,
    jenis_atap text,
    kualitas_atap text,
    jenis_dinding text,
    kualitas_dinding text,
    jenis_lantai text,
    kualitas_lantai text,
    sumber_penerangan text,
    daya_listrik_terpasang text,
    bahan_bakar_memasak text,
    sumber_air_minum text,
    fasilitas_buang_air_besar text,
    penerima_bpnt boolean,
    penerima_bpum boolean,
    penerima_bst boolean,
    penerima_pkh boolean,
    penerima_sembako boolean,
    penerima_prakerja boolean,
    penerima_kur boolean
) partition by list (period);
comment on table staging.family is
'One row per accepted family row that stands in its period; name, NIK and dates are its head''s';

create table staging.flag (
    period date not null,
    drop_id integer not null,
    row_id bigint not null,
    code text not null,
    column_name text not null
) partition by list (period);
comment on table staging.flag is
'What is in doubt about a staged row; the row stays, its original is in raw';

create table quarantine.row (
    period date not null,
    drop_id integer not null,
    row_id bigint not null,
    sheet_no smallint not null,
    row_number integer not null,
    source text not null,
    kind text not null,
    reasons text [] not null,
    columns text [] not null,
    primary key (row_id)
);
create index on quarantine.row (period, drop_id);
comment on table quarantine.row is
'Rows set aside with all their reasons; the content stays in raw under the same row_id';

create function staging.bare_number(value text) returns text
language sql immutable parallel safe
return translate(
    upper(value),
    'OILSB .-''’`"_,/' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8203) || chr(65279),
    '01158'
);
comment on function staging.bare_number is
'A number as sent without quotes, spaces, dots and dashes, letters read as the digits they look like';

create function staging.number_issue(value text, is_number_cell boolean) returns text
language sql immutable parallel safe
return case
    when value is null then 'blank'
    when value ~ '^(\d)\1{15}$' then 'malformed'
    when value ~ '^[1-9][0-9]{15}$' and not is_number_cell then null
    when value ~ '^\s*#(REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?' then 'cell_error'
    -- Written as 6402…0001.0 it went through a number on its way here.
    when is_number_cell or value ~ '^\s*''?[1-9][0-9]{15}[.,]0+\s*$' then 'digit_lost'
    when value ~ '^\s*''?[0-9]+([.,][0-9]+)?\s*[eE]\s*\+?[0-9]+\s*$' then 'scientific'
    when staging.bare_number(value) = '' then 'blank'
    when staging.bare_number(value) ~ '^[1-9][0-9]{15}$' then 'repaired'
    else 'malformed'
end;
comment on function staging.number_issue is
'What is wrong with a number of sixteen digits as sent: blank, cell_error, digit_lost, scientific, malformed; repaired is usable; null is well';

-- Source: PP 37/2007 article 37. Provinces: Kemendagri codes as of 2025.
create function staging.is_possible_nik(nik text) returns boolean
language sql immutable parallel safe
return substr(nik, 1, 2) in (
    '11', '12', '13', '14', '15', '16', '17', '18', '19', '21', '31', '32', '33', '34', '35', '36',
    '51', '52', '53', '61', '62', '63', '64', '65', '71', '72', '73', '74', '75', '76', '81', '82',
    '91', '92', '93', '94', '95', '96', '97'
)
and substr(nik, 13, 4) <> '0000'
and substr(nik, 9, 2) between '01' and '12'
and (
    substr(nik, 7, 2) between '01' and '31'
    or substr(nik, 7, 2) between '41' and '71'
)
and (substr(nik, 7, 2)::integer - 1) % 40 < case
    when substr(nik, 9, 2) = '02' then 29
    when substr(nik, 9, 2) in ('04', '06', '09', '11') then 30
    else 31
end;
comment on function staging.is_possible_nik is
'Whether sixteen digits can be a NIK: known province, a day that exists (women + 40), serial not 0000';

create function staging.nik_date(nik text) returns text
language sql immutable parallel safe
return translate(substr(nik, 7, 1), '4567', '0123') || substr(nik, 8, 5);
comment on function staging.nik_date is
'The birth date inside a NIK as DDMMYY: women have 40 added to the day';
