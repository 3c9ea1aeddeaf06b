-- A first month is written in the order of its keys, which fills an index to nine tenths; the changes of the
-- months after it come anywhere, and would part every full page in two. In a year, half as many steps come as
-- the first month has.
alter index registry.source_person_version_known set (fillfactor = 60);
alter index registry.source_family_version_known set (fillfactor = 60);
alter index registry.golden_speaker_known set (fillfactor = 60);
alter index registry.membership_version_known set (fillfactor = 60);
alter index registry.family_version_known set (fillfactor = 60);
reindex index registry.source_person_version_known;
reindex index registry.source_family_version_known;
reindex index registry.golden_speaker_known;
reindex index registry.membership_version_known;
reindex index registry.family_version_known;
