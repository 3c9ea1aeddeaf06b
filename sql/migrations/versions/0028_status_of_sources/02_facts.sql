-- Absent because the row says so: it keeps the fingerprint of its row, absence without a row has none.
alter table registry.source_person_version add column reason text;
alter table registry.source_person_version drop constraint source_person_version_check;
alter table registry.source_person_version
add constraint source_person_version_says check (
    case when is_present then hash is not null and reason is null else hash is null or reason is not null end
);
comment on column registry.source_person_version.reason is
'Why it is not present, where a row of the source says so: meninggal, pindah, ganda, tidak_ditemukan, ditolak; an absence after it keeps it';
comment on column registry.source_person_version.is_present is
'false: from this month on the source''s snapshot of the village misses the record, or its row says that the person is not there: reason';
comment on column registry.source_person_version.hash is
'Fingerprint of all that the row says; null where no row says anything';
-- The few of whom a source says so are found without looking at everybody.
create index source_person_version_reason
on registry.source_person_version (node_id) where known_to is null and reason is not null;
