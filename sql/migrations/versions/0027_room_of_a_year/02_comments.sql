comment on table registry.golden_speaker is
'Which source speaks for a person, field by field: one row per change of speaker, true until the next row''s month';
comment on column registry.golden_speaker.person_id is
'The person';
comment on column registry.golden_speaker.valid_from is
'Month from which it is true, until the next row of the person';
comment on column registry.golden_speaker.known_from is
'Run that brought it';
comment on column registry.golden_speaker.known_to is
'Run that withdrew it; null: as known now';
comment on column registry.golden_speaker.p3ke_record_id is
'P3KE''s record of the person, which gives all that P3KE alone says; null: not listed in P3KE';
comment on column registry.golden_speaker.dtks_record_id is
'DTKS'' record of the person, which gives all that DTKS alone says; null: not listed in DTKS';
comment on column registry.golden_speaker.nama_place is
'Whose record tells the name: 1 P3KE''s, 2 DTKS''; null: no source says it';
comment on column registry.golden_speaker.nik_place is
'Whose record tells the NIK: 1 P3KE''s, 2 DTKS''; null: no source says it';
comment on column registry.golden_speaker.tanggal_lahir_place is
'Whose record tells the birth date: 1 P3KE''s, 2 DTKS''; null: no source says it';
comment on column registry.golden_speaker.jenis_kelamin_place is
'Whose record tells the sex: 1 P3KE''s, 2 DTKS''; null: no source says it';
comment on column registry.golden_speaker.village_place is
'Whose record tells where the person lives: village, address, dusun, RT and RW come together: 1 P3KE''s, 2 DTKS''; null: no source says it';
comment on column registry.golden_speaker.hubungan_keluarga_place is
'Whose record tells the relation to the head: 1 P3KE''s, 2 DTKS''; null: no source says it';
comment on column registry.golden_speaker.pekerjaan_place is
'Whose record tells the work: 1 P3KE''s, 2 DTKS''; null: no source says it';
comment on column registry.golden_speaker.penerima_bpnt_place is
'Whose record tells BPNT: 1 P3KE''s, 2 DTKS''; null: no source says it';
comment on column registry.golden_speaker.penerima_pkh_place is
'Whose record tells PKH: 1 P3KE''s, 2 DTKS''; null: no source says it';
