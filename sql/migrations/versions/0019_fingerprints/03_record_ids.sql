-- Numbers give way to fingerprints by joins, table by table; to look each number up in an expression took
-- minutes. The last change of type writes a table anew, without what the update left behind.
create temporary table record_number on commit drop as
select
    record_id as number,
    (('x' || left(replace(key::text, '-', ''), 12))::bit(48)::bigint << 16) + repeat - 1 as record_id
from registry.source_record;
create unique index on record_number (number);
analyze record_number;

drop index registry.source_person_version_known;
drop index registry.source_person_version_withdrawn;
alter table registry.source_person_version alter column record_id type bigint;
update registry.source_person_version as v
set record_id = n.record_id
from record_number as n
where v.record_id = n.number;
alter table registry.source_person_version alter column hash type bigint
using ('x0' || left(replace(hash::text, '-', ''), 15))::bit(64)::bigint;
create unique index source_person_version_known
on registry.source_person_version (record_id, valid_from desc) where known_to is null;
create index source_person_version_withdrawn
on registry.source_person_version (record_id, valid_from desc) where known_to is not null;

drop index registry.source_family_version_known;
drop index registry.source_family_version_withdrawn;
alter table registry.source_family_version alter column record_id type bigint;
update registry.source_family_version as v
set record_id = n.record_id
from record_number as n
where v.record_id = n.number;
alter table registry.source_family_version alter column hash type bigint
using ('x0' || left(replace(hash::text, '-', ''), 15))::bit(64)::bigint;
create unique index source_family_version_known
on registry.source_family_version (record_id, valid_from desc) where known_to is null;
create index source_family_version_withdrawn
on registry.source_family_version (record_id, valid_from desc) where known_to is not null;

-- Who speaks for a field is one of the person's two records.
alter table registry.golden_version
alter column p3ke_record_id type bigint,
alter column dtks_record_id type bigint,
alter column nama_record_id type bigint,
alter column nik_record_id type bigint,
alter column tanggal_lahir_record_id type bigint,
alter column jenis_kelamin_record_id type bigint,
alter column village_record_id type bigint,
alter column hubungan_keluarga_record_id type bigint,
alter column pekerjaan_record_id type bigint,
alter column penerima_bpnt_record_id type bigint,
alter column penerima_pkh_record_id type bigint;
update registry.golden_version as g
set
    p3ke_record_id = n.p3ke_record_id,
    dtks_record_id = n.dtks_record_id,
    nama_record_id = case g.nama_record_id
        when g.p3ke_record_id then n.p3ke_record_id
        when g.dtks_record_id then n.dtks_record_id
    end,
    nik_record_id = case g.nik_record_id
        when g.p3ke_record_id then n.p3ke_record_id
        when g.dtks_record_id then n.dtks_record_id
    end,
    tanggal_lahir_record_id = case g.tanggal_lahir_record_id
        when g.p3ke_record_id then n.p3ke_record_id
        when g.dtks_record_id then n.dtks_record_id
    end,
    jenis_kelamin_record_id = case g.jenis_kelamin_record_id
        when g.p3ke_record_id then n.p3ke_record_id
        when g.dtks_record_id then n.dtks_record_id
    end,
    village_record_id = case g.village_record_id
        when g.p3ke_record_id then n.p3ke_record_id
        when g.dtks_record_id then n.dtks_record_id
    end,
    hubungan_keluarga_record_id = case g.hubungan_keluarga_record_id
        when g.p3ke_record_id then n.p3ke_record_id
        when g.dtks_record_id then n.dtks_record_id
    end,
    pekerjaan_record_id = case g.pekerjaan_record_id
        when g.p3ke_record_id then n.p3ke_record_id
        when g.dtks_record_id then n.dtks_record_id
    end,
    penerima_bpnt_record_id = case g.penerima_bpnt_record_id
        when g.p3ke_record_id then n.p3ke_record_id
        when g.dtks_record_id then n.dtks_record_id
    end,
    penerima_pkh_record_id = case g.penerima_pkh_record_id
        when g.p3ke_record_id then n.p3ke_record_id
        when g.dtks_record_id then n.dtks_record_id
    end
from (
    select
        o.ctid as place,
        p.record_id as p3ke_record_id,
        d.record_id as dtks_record_id
    from registry.golden_version as o
    left join record_number as p on o.p3ke_record_id = p.number
    left join record_number as d on o.dtks_record_id = d.number
) as n
where g.ctid = n.place;
alter table registry.golden_version alter column p3ke_record_id type bigint
using p3ke_record_id + 0;

drop table registry.source_record;

comment on column registry.source_person_version.record_id is
'The source record: what one source calls one person, for ever; the fingerprint of its trusted source key, else of list, name and birth date';
comment on column registry.source_family_version.record_id is
'The source record: what one source calls one family, for ever; the fingerprint of its key';
