create table registry.golden_version (
    person_id integer not null,
    valid_from date not null,
    known_from integer not null,
    known_to integer,
    p3ke_record_id integer,
    dtks_record_id integer,
    nama_record_id integer,
    nik_record_id integer,
    tanggal_lahir_record_id integer,
    jenis_kelamin_record_id integer,
    village_record_id integer,
    hubungan_keluarga_record_id integer,
    pekerjaan_record_id integer,
    penerima_bpnt_record_id integer,
    penerima_pkh_record_id integer,
    check (known_to > known_from)
);
create unique index golden_version_known
on registry.golden_version (person_id, valid_from desc) where known_to is null;
create index golden_version_withdrawn
on registry.golden_version (person_id, valid_from desc) where known_to is not null;
comment on table registry.golden_version is
'Which source record speaks for a person, field by field: one row per change of speaker, true until the next row''s month';
comment on column registry.golden_version.valid_from is
'Month from which it is true, until the next row of the person';
comment on column registry.golden_version.known_from is 'Run that brought it';
comment on column registry.golden_version.known_to is 'Run that withdrew it; null: as known now';
comment on column registry.golden_version.p3ke_record_id is
'P3KE''s record of the person, which gives all that P3KE alone says; null: not listed in P3KE';
comment on column registry.golden_version.dtks_record_id is
'DTKS'' record of the person, which gives all that DTKS alone says; null: not listed in DTKS';
comment on column registry.golden_version.nama_record_id is
'Record whose name is the golden one; null in every column: no source lists the person';
comment on column registry.golden_version.village_record_id is
'Record that tells where the person lives: village, address, dusun, RT and RW come together';
