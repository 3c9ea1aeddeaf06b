-- What P3KE said of people before the delivery of it that stands in a period.
-- Grain: one row per person whom it listed then.
with vintage as materialized (
    select cast(max(delivered_period) - interval '1 month' as date) as before
    from registry.coverage
    where period = :period and source = 'p3ke' and is_base
),

records as materialized (
    select distinct on (v.record_id)
        v.node_id,
        v.village_code_kemendagri,
        coalesce(v.desil, 0) as desil,
        v.is_present
    from registry.source_person_version as v
    inner join vintage as x on v.valid_from <= x.before
    where v.source = 'p3ke' and v.known_to is null
    order by v.record_id, v.valid_from desc
)

select
    i.person_id,
    min(r.desil) as desil,
    min(r.village_code_kemendagri) as village_code_kemendagri
from records as r
inner join registry.identity as i on r.node_id = i.node_id
where r.is_present
group by i.person_id
