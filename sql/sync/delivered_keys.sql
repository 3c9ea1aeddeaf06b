-- What the rows delivered in a period are known by: trusted source keys, names with birth dates.
-- Grain: one row per source, kind, village and key.
create temporary table delivered_keys on commit drop as
select distinct
    r.source,
    r.kind,
    r.village_code_kemendagri,
    k.key
from (
    select source, 'person' as kind, village_code_kemendagri, source_key, source_key_is_trusted,
        nama, tanggal_lahir
    from staging.person
    where period = :period
    union all
    select source, 'family' as kind, village_code_kemendagri, source_key, source_key_is_trusted,
        nama, tanggal_lahir
    from staging.family
    where period = :period
) as r
cross join lateral (
    values
    (case when r.source_key_is_trusted then r.source_key end),
    (upper(r.nama) || ' ' || r.tanggal_lahir),
    -- Every delivered village is here, even when its rows have no key at all.
    ('')
) as k (key)
where k.key is not null
