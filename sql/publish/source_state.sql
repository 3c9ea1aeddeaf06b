-- What is known of each village and source in a period: when it was last delivered whole, whether in
-- this very month, and whether anybody or any family stands in it at all. In the engine; needs
-- listed_person and family.
-- Grain: one row per village and source (p3ke, dtks, both, any).
with village_state as materialized (
    select
        v.village_code_kemendagri,
        v.kecamatan_code_kemendagri,
        max(c.delivered_period) filter (where c.source = 'p3ke' and c.is_base) as as_of_p3ke,
        max(c.delivered_period) filter (where c.source = 'dtks' and c.is_base) as as_of_dtks,
        coalesce(bool_or(c.source = 'p3ke' and c.delivered_period = :period), false)
            as p3ke_is_delivered,
        coalesce(bool_or(c.source = 'dtks' and c.delivered_period = :period), false)
            as dtks_is_delivered
    from village as v
    left join coverage as c
        on
            c.kind = 'person'
            and v.village_code_kemendagri = c.village_code_kemendagri
    group by v.village_code_kemendagri, v.kecamatan_code_kemendagri
),

people as materialized (
    select
        village_code_kemendagri,
        count(*) filter (where in_p3ke) as p3ke,
        count(*) filter (where in_dtks) as dtks,
        count(*) filter (where in_p3ke and in_dtks) as both_sources,
        count(*) as any_source
    from listed_person
    group by village_code_kemendagri
),

families as materialized (
    select
        village_code_kemendagri,
        count(*) filter (where in_p3ke) as p3ke,
        count(*) filter (where in_dtks) as dtks,
        count(*) filter (where in_p3ke and in_dtks) as both_sources,
        count(*) as any_source
    from family
    group by village_code_kemendagri
)

select
    v.village_code_kemendagri,
    v.kecamatan_code_kemendagri,
    s.source,
    v.as_of_p3ke,
    v.as_of_dtks,
    s.is_delivered,
    s.was_delivered,
    s.was_delivered or coalesce(s.persons, 0) > 0 as is_known,
    s.was_delivered or coalesce(s.families, 0) > 0 as families_are_known
from village_state as v
left join people as p on v.village_code_kemendagri = p.village_code_kemendagri
left join families as f on v.village_code_kemendagri = f.village_code_kemendagri
cross join lateral (
    values
    ('p3ke', v.p3ke_is_delivered, v.as_of_p3ke is not null, p.p3ke, f.p3ke),
    ('dtks', v.dtks_is_delivered, v.as_of_dtks is not null, p.dtks, f.dtks),
    (
        'both',
        v.p3ke_is_delivered and v.dtks_is_delivered,
        v.as_of_p3ke is not null and v.as_of_dtks is not null,
        p.both_sources,
        f.both_sources
    ),
    (
        'any',
        v.p3ke_is_delivered or v.dtks_is_delivered,
        v.as_of_p3ke is not null or v.as_of_dtks is not null,
        p.any_source,
        f.any_source
    )
) as s (source, is_delivered, was_delivered, persons, families)
