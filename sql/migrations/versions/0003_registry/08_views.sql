create view registry.current_person as
select *
from registry.person_as_of((select max(c.period) from registry.coverage as c));
comment on view registry.current_person is
'The golden record of every person in the newest month, as known now; who is listed nowhere any more, too';

create view registry.source_person_history as
select
    i.person_id,
    case
        when v.known_to is null
            then lead(v.valid_from) over (
                partition by v.record_id, v.known_to is null
                order by v.valid_from
            )
    end as valid_until,
    known.known_at,
    withdrawn.known_at as withdrawn_at,
    v.*
from registry.source_person_version as v
left join registry.identity as i on v.node_id = i.node_id
inner join registry.sync_run as known on v.known_from = known.run_id
left join registry.sync_run as withdrawn on v.known_to = withdrawn.run_id;
comment on view registry.source_person_history is
'All that sources ever said of people, with the times at which we knew it; as known now where withdrawn_at is null';

create view registry.source_family_history as
select
    case
        when v.known_to is null
            then lead(v.valid_from) over (
                partition by v.record_id, v.known_to is null
                order by v.valid_from
            )
    end as valid_until,
    known.known_at,
    withdrawn.known_at as withdrawn_at,
    v.*
from registry.source_family_version as v
inner join registry.sync_run as known on v.known_from = known.run_id
left join registry.sync_run as withdrawn on v.known_to = withdrawn.run_id;
comment on view registry.source_family_history is
'All that sources ever said of families and their homes, with the times at which we knew it; as known now where withdrawn_at is null';

do $$
declare
    described record;
begin
    for described in
        select
            c.oid,
            a.attname,
            d.meaning
        from pg_class as c
        inner join pg_attribute as a on c.oid = a.attrelid and a.attnum > 0
        left join (
            values
            ('person_id', 'The person: an id that never changes its meaning'),
            ('record_id', 'The source record: who says so'),
            ('source', 'p3ke, dtks'),
            ('key', 'Fingerprint of the source key'),
            ('kind', 'person or family'),
            ('valid_from', 'Month from which it is true'),
            ('valid_until', 'First month in which it is true no more; null: still true'),
            ('known_from', 'Run that brought it; see registry.sync_run'),
            ('known_to', 'Run that withdrew it; null: as known now'),
            ('known_at', 'When we came to know it'),
            ('withdrawn_at', 'When we came to know better; null: as known now'),
            ('is_present', 'false: the snapshot of the village misses the record from this month on'),
            ('is_listed', 'Any source lists the person'),
            ('is_listed_in_p3ke', 'P3KE lists the person'),
            ('is_listed_in_dtks', 'DTKS lists the person'),
            ('is_carried_forward', 'The village was not delivered in this month: it stands as delivered before'),
            ('node_id', 'What the linkage compares; registry.identity says which person it is'),
            ('hash', 'Fingerprint of all values; null where absent'),
            ('source_key_is_trusted', 'Whether the source key named one row only'),
            ('village_code_kemendagri', 'Kemendagri code of the village, ten digits; where absent, whose snapshot misses the record'),
            ('source_family_id', 'The familys id in its source'),
            ('source_person_id', 'The persons id in its source: P3KEs number within the family, DTKS id'),
            ('nik', 'NIK, sixteen digits; null where it was not usable'),
            ('nik_first_15', 'What is left of a NIK that a number cell held'),
            ('no_kk', 'Number of the family card, sixteen digits'),
            ('nama', 'Name as sent; of a family, its heads'),
            ('nama_ibu_kandung', 'Mothers name as sent'),
            ('tempat_lahir', 'Birth place as sent'),
            ('tanggal_lahir', 'Birth date; of a family, its heads'),
            ('tanggal_lahir_alternatif', 'Day and month the other way round, where the file leaves it in doubt'),
            ('jenis_kelamin', 'L male, P female; of a family, its heads'),
            ('hubungan_keluarga', 'Relation to the head: a code of the list hubungan'),
            ('status_kawin', 'Marital status: a code of the list status_kawin'),
            ('pekerjaan', 'Work: P3KEs codes, DTKS free text'),
            ('status_pekerjaan', 'Status in work: a code of the list status_pekerjaan'),
            ('pendidikan', 'Schooling: a code of the list pendidikan'),
            ('alamat', 'Address as sent'),
            ('dusun', 'Hamlet as sent'),
            ('rt', 'RT as sent'),
            ('rw', 'RW as sent'),
            ('desil', 'Welfare decile of the source, 1 to 10'),
            ('persentil', 'Welfare percentile of the source, 1 to 100'),
            ('desil_p3ke', 'P3KEs welfare decile, 1 to 10'),
            ('persentil_p3ke', 'P3KEs welfare percentile, 1 to 100'),
            ('dimutakhirkan_tahun', 'Year in which the source says it updated the row'),
            ('padan_dukcapil', 'PADAN: the source says that Dukcapil knows NIK and name'),
            ('prioritas_verval', 'What P3KE wants verified: a code of the list prioritas_verval'),
            ('resiko_stunting', 'Stunting risk: a code of the list resiko_stunting'),
            ('memiliki_simpanan', 'The family has savings'),
            ('kepemilikan_rumah', 'Tenure of the home: a code of the list kepemilikan_rumah'),
            ('jenis_atap', 'Roof: a code of the list jenis_atap'),
            ('kualitas_atap', 'Condition of the roof: a code of the list kualitas'),
            ('jenis_dinding', 'Walls: a code of the list jenis_dinding'),
            ('kualitas_dinding', 'Condition of the walls: a code of the list kualitas'),
            ('jenis_lantai', 'Floor: a code of the list jenis_lantai'),
            ('kualitas_lantai', 'Condition of the floor: a code of the list kualitas'),
            ('sumber_penerangan', 'Lighting: a code of the list sumber_penerangan'),
            ('daya_listrik_terpasang', 'Electric power: a code of the list daya_listrik'),
            ('bahan_bakar_memasak', 'Cooking fuel: a code of the list bahan_bakar_memasak'),
            ('sumber_air_minum', 'Drinking water: a code of the list sumber_air_minum'),
            ('fasilitas_buang_air_besar', 'Toilet: a code of the list fasilitas_buang_air_besar'),
            ('p3ke_record_id', 'P3KEs record of the person, which gives all that P3KE alone says; null: not listed there'),
            ('dtks_record_id', 'DTKS record of the person, which gives all that DTKS alone says; null: not listed there'),
            ('nama_record_id', 'Record whose name is the golden one'),
            ('nik_record_id', 'Record whose NIK is the golden one'),
            ('tanggal_lahir_record_id', 'Record whose birth date is the golden one'),
            ('jenis_kelamin_record_id', 'Record whose sex is the golden one'),
            ('village_record_id', 'Record that tells where the person lives: village, address, dusun, RT and RW come together'),
            ('hubungan_keluarga_record_id', 'Record whose relation to the head is the golden one'),
            ('pekerjaan_record_id', 'Record whose work is the golden one'),
            ('penerima_bpnt_record_id', 'Record that tells of BPNT'),
            ('penerima_pkh_record_id', 'Record that tells of PKH'),
            ('penerima_bpnt', 'Receives BPNT'),
            ('penerima_bpum', 'Receives BPUM'),
            ('penerima_bst', 'Receives BST'),
            ('penerima_pkh', 'Receives PKH'),
            ('penerima_sembako', 'Receives SEMBAKO'),
            ('penerima_prakerja', 'Receives PRAKERJA'),
            ('penerima_kur', 'Receives KUR'),
            ('penerima_bpnt_ppkm', 'Receives BPNT PPKM'),
            ('penerima_pbi_jkn', 'Receives PBI JKN')
        ) as d (column_name, meaning) on a.attname = d.column_name
        where
            c.oid in (
                'registry.source_person_version'::regclass,
                'registry.source_family_version'::regclass,
                'registry.golden_version'::regclass,
                'registry.current_person'::regclass,
                'registry.source_person_history'::regclass,
                'registry.source_family_history'::regclass
            )
            and col_description(c.oid, a.attnum) is null
    loop
        execute format(
            'comment on column %s.%I is %L',
            described.oid::regclass, described.attname, described.meaning
        );
    end loop;
end
$$;
