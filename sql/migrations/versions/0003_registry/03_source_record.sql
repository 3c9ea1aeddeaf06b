create table registry.source_record (
    record_id integer primary key,
    source text not null,
    kind text not null check (kind in ('person', 'family')),
    key uuid not null,
    repeat smallint not null,
    unique (key, repeat)
);
comment on table registry.source_record is
'One row per source key: what one source calls one person or one family, for ever';
comment on column registry.source_record.key is
'Fingerprint of source, kind and key: the trusted source key, else list, name and birth date';
comment on column registry.source_record.repeat is
'1, or the number of a row that repeats a key within its month, in order of content';

create table registry.source_person_version (
    record_id integer not null,
    valid_from date not null,
    known_from integer not null,
    known_to integer,
    node_id integer not null,
    tanggal_lahir date,
    tanggal_lahir_alternatif date,
    desil smallint,
    persentil smallint,
    dimutakhirkan_tahun smallint,
    is_present boolean not null,
    source_key_is_trusted boolean,
    penerima_bpnt boolean,
    penerima_bpum boolean,
    penerima_bst boolean,
    penerima_pkh boolean,
    penerima_sembako boolean,
    penerima_prakerja boolean,
    penerima_kur boolean,
    penerima_bpnt_ppkm boolean,
    penerima_pbi_jkn boolean,
    hash uuid,
    source text not null,
    village_code_kemendagri text not null,
    source_family_id text,
    source_person_id text,
    nik text,
    nik_first_15 text,
    no_kk text,
    nama text,
    nama_ibu_kandung text,
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
    padan_dukcapil text,
    prioritas_verval text,
    resiko_stunting text,
    check (is_present = (hash is not null)),
    check (known_to > known_from)
);
-- A step has no end: the next one ends it. So two facts of one month cannot overlap.
create unique index source_person_version_known
on registry.source_person_version (record_id, valid_from desc) where known_to is null;
-- For one record as it was known before; the great mass of rows is in neither index twice.
create index source_person_version_withdrawn
on registry.source_person_version (record_id, valid_from desc) where known_to is not null;
comment on table registry.source_person_version is
'What a source says of a person: one row per change, true from its month until the next row''s';

create table registry.source_family_version (
    record_id integer not null,
    valid_from date not null,
    known_from integer not null,
    known_to integer,
    tanggal_lahir date,
    tanggal_lahir_alternatif date,
    desil smallint,
    persentil smallint,
    dimutakhirkan_tahun smallint,
    is_present boolean not null,
    source_key_is_trusted boolean,
    memiliki_simpanan boolean,
    penerima_bpnt boolean,
    penerima_bpum boolean,
    penerima_bst boolean,
    penerima_pkh boolean,
    penerima_sembako boolean,
    penerima_prakerja boolean,
    penerima_kur boolean,
    hash uuid,
    source text not null,
    village_code_kemendagri text not null,
    source_family_id text,
    nik text,
    nik_first_15 text,
    nama text,
    jenis_kelamin text,
    status_kawin text,
    pekerjaan text,
    status_pekerjaan text,
    pendidikan text,
    alamat text,
    padan_dukcapil text,
    prioritas_verval text,
    resiko_stunting text,
    kepemilikan_rumah text,
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
    check (is_present = (hash is not null)),
    check (known_to > known_from)
);
create unique index source_family_version_known
on registry.source_family_version (record_id, valid_from desc) where known_to is null;
create index source_family_version_withdrawn
on registry.source_family_version (record_id, valid_from desc) where known_to is not null;
comment on table registry.source_family_version is
'What a source says of a family and its home: one row per change, true from its month until the next row''s';

do $$
declare
    version text;
    described record;
begin
    foreach version in array array['source_person_version', 'source_family_version'] loop
        for described in
            select *
            from (
                values
                ('record_id', 'The source record: who says so'),
                ('valid_from', 'Month from which it is true, until the next row of the record'),
                ('known_from', 'Run that brought it'),
                ('known_to', 'Run that withdrew it; null: as known now'),
                ('is_present', 'false: the source''s snapshot of the village misses the record from this month on'),
                ('hash', 'Fingerprint of all values; null where absent'),
                ('source', 'p3ke, dtks'),
                ('village_code_kemendagri', 'Where the source lists it; where absent, the village whose snapshot misses it'),
                ('source_family_id', 'The family''s id in its source; kept where absent'),
                ('source_key_is_trusted', 'Whether the source key named one row only')
            ) as d (column_name, meaning)
        loop
            execute format(
                'comment on column registry.%I.%I is %L',
                version, described.column_name, described.meaning
            );
        end loop;
    end loop;
end
$$;
comment on column registry.source_person_version.node_id is
'What the linkage compares; registry.identity says which person it is. Where absent, the last one';
comment on column registry.source_person_version.no_kk is
'Family card; kept where absent';
