-- Which of a person's records speaks for a field: 1 P3KE's, 2 DTKS', as in SOURCES of
-- pipelines/sync/survivorship.py. Who reads finds the record itself in the view of the old name.
-- Said of everybody as it was before; a source that comes later takes the next number.
alter table registry.golden_version rename to golden_version_before;
alter index registry.golden_version_known rename to golden_version_known_before;
alter index registry.golden_version_withdrawn rename to golden_version_withdrawn_before;

create table registry.golden_speaker (
    person_id integer not null,
    valid_from date not null,
    known_from integer not null,
    known_to integer,
    p3ke_record_id bigint,
    dtks_record_id bigint,
    nama_place smallint,
    nik_place smallint,
    tanggal_lahir_place smallint,
    jenis_kelamin_place smallint,
    village_place smallint,
    hubungan_keluarga_place smallint,
    pekerjaan_place smallint,
    penerima_bpnt_place smallint,
    penerima_pkh_place smallint,
    check (known_to > known_from)
);
insert into registry.golden_speaker
select
    person_id,
    valid_from,
    known_from,
    known_to,
    p3ke_record_id,
    dtks_record_id,
    case nama_record_id when dtks_record_id then 2 when p3ke_record_id then 1 end as nama_place,
    case nik_record_id when dtks_record_id then 2 when p3ke_record_id then 1 end as nik_place,
    case tanggal_lahir_record_id when dtks_record_id then 2 when p3ke_record_id then 1 end as tanggal_lahir_place,
    case jenis_kelamin_record_id when dtks_record_id then 2 when p3ke_record_id then 1 end as jenis_kelamin_place,
    case village_record_id when dtks_record_id then 2 when p3ke_record_id then 1 end as village_place,
    case hubungan_keluarga_record_id when dtks_record_id then 2 when p3ke_record_id then 1 end as hubungan_keluarga_place,
    case pekerjaan_record_id when dtks_record_id then 2 when p3ke_record_id then 1 end as pekerjaan_place,
    case penerima_bpnt_record_id when dtks_record_id then 2 when p3ke_record_id then 1 end as penerima_bpnt_place,
    case penerima_pkh_record_id when dtks_record_id then 2 when p3ke_record_id then 1 end as penerima_pkh_place
from registry.golden_version_before
order by person_id, valid_from desc;
drop table registry.golden_version_before;
create unique index golden_speaker_known
on registry.golden_speaker (person_id, valid_from desc) where known_to is null;
create index golden_speaker_withdrawn
on registry.golden_speaker (person_id, valid_from desc) where known_to is not null;

create view registry.golden_version as
select
    person_id,
    valid_from,
    known_from,
    known_to,
    p3ke_record_id,
    dtks_record_id,
    case nama_place when 1 then p3ke_record_id when 2 then dtks_record_id end as nama_record_id,
    case nik_place when 1 then p3ke_record_id when 2 then dtks_record_id end as nik_record_id,
    case tanggal_lahir_place when 1 then p3ke_record_id when 2 then dtks_record_id end as tanggal_lahir_record_id,
    case jenis_kelamin_place when 1 then p3ke_record_id when 2 then dtks_record_id end as jenis_kelamin_record_id,
    case village_place when 1 then p3ke_record_id when 2 then dtks_record_id end as village_record_id,
    case hubungan_keluarga_place when 1 then p3ke_record_id when 2 then dtks_record_id end as hubungan_keluarga_record_id,
    case pekerjaan_place when 1 then p3ke_record_id when 2 then dtks_record_id end as pekerjaan_record_id,
    case penerima_bpnt_place when 1 then p3ke_record_id when 2 then dtks_record_id end as penerima_bpnt_record_id,
    case penerima_pkh_place when 1 then p3ke_record_id when 2 then dtks_record_id end as penerima_pkh_record_id
from registry.golden_speaker;
