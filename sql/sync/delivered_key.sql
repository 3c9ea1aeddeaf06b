-- What the rows delivered in a period are known by, where anybody stood before: trusted source keys, and
-- names with birth dates, each as a number of 64 bits with its source, kind and village.
-- Grain: one row per key. Reads sql/sync/delivered.sql.
create temporary table delivered_key on commit drop as
select distinct
    hashtextextended(concat_ws('|', r.kind, r.source, r.village_code_kemendagri, k.key), 0) as key
from (
    select 'person' as kind, source, village_code_kemendagri, source_key, source_key_is_trusted,
        nama, tanggal_lahir
    from staging.person
    where period = :period
    union all
    select 'family' as kind, source, village_code_kemendagri, source_key, source_key_is_trusted,
        nama, tanggal_lahir
    from staging.family
    where period = :period
) as r
cross join lateral (
    values
    (case when r.source_key_is_trusted then r.source_key end),
    (upper(r.nama) || ' ' || r.tanggal_lahir)
) as k (key)
where
    k.key is not null
    and exists (select from registry.coverage as c where c.period < :period)
