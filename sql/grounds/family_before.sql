-- What P3KE said of families before the delivery of it that stands in a period.
-- Grain: one row per P3KE family id that it listed then.
with vintage as materialized (
    select cast(max(delivered_period) - interval '1 month' as date) as before
    from registry.coverage
    where period = :period and source = 'p3ke' and is_base
),

records as materialized (
    select distinct on (v.record_id)
        v.source_family_id,
        v.village_code_kemendagri,
        coalesce(v.desil, 0) as desil,
        v.is_present
    from registry.source_family_version as v
    inner join vintage as x on v.valid_from <= x.before
    where v.source = 'p3ke' and v.known_to is null and v.source_family_id is not null
    order by v.record_id, v.valid_from desc
)

select
    source_family_id,
    min(desil) as desil,
    min(village_code_kemendagri) as village_code_kemendagri
from records
where is_present
group by source_family_id
