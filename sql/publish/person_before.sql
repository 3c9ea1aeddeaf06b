-- What P3KE said of people before the delivery of it that stands in a period. In the engine; needs
-- p3ke_person_version, identity and coverage.
-- Grain: one row per person whom it listed then.
with vintage as materialized (
    select cast(max(delivered_period) - interval '1 month' as date) as before
    from coverage
    where source = 'p3ke' and is_base
),

records as materialized (
    select
        v.node_id,
        v.village_code_kemendagri,
        coalesce(v.desil, 0) as desil,
        v.is_present,
        row_number() over (partition by v.record_id order by v.valid_from desc) as rank
    from p3ke_person_version as v
    inner join vintage as x on v.valid_from <= x.before
)

select
    i.person_id,
    min(r.desil) as desil,
    min(r.village_code_kemendagri) as village_code_kemendagri
from records as r
inner join identity as i on r.node_id = i.node_id
where r.rank = 1 and r.is_present
group by i.person_id
