-- What PostgreSQL aligns to eight bytes comes first: behind three numbers of four it left a gap of four, and
-- the row ended on another.
alter table registry.golden_speaker rename to golden_speaker_before;
alter index registry.golden_speaker_known rename to golden_speaker_known_before;
alter index registry.golden_speaker_withdrawn rename to golden_speaker_withdrawn_before;

create table registry.golden_speaker (
    p3ke_record_id bigint,
    dtks_record_id bigint,
    person_id integer not null,
    valid_from date not null,
    known_from integer not null,
    known_to integer,
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
insert into registry.golden_speaker (
    p3ke_record_id,
    dtks_record_id,
    person_id,
    valid_from,
    known_from,
    known_to,
    nama_place,
    nik_place,
    tanggal_lahir_place,
    jenis_kelamin_place,
    village_place,
    hubungan_keluarga_place,
    pekerjaan_place,
    penerima_bpnt_place,
    penerima_pkh_place
)
select
    p3ke_record_id,
    dtks_record_id,
    person_id,
    valid_from,
    known_from,
    known_to,
    nama_place,
    nik_place,
    tanggal_lahir_place,
    jenis_kelamin_place,
    village_place,
    hubungan_keluarga_place,
    pekerjaan_place,
    penerima_bpnt_place,
    penerima_pkh_place
from registry.golden_speaker_before
order by person_id, valid_from desc;
create unique index golden_speaker_known
on registry.golden_speaker (person_id, valid_from desc) where known_to is null;
create index golden_speaker_withdrawn
on registry.golden_speaker (person_id, valid_from desc) where known_to is not null;

create or replace view registry.golden_version as
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

drop table registry.golden_speaker_before;
