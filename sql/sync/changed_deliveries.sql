-- Deliveries of villages, from a period on, that are not what the registry holds.
-- Grain: one row per source, kind, village and month; `is_whole` is null where it is one no more.
create temporary table changed_deliveries on commit drop as
select
    coalesce(c.source, d.source) as source,
    coalesce(c.kind, d.kind) as kind,
    coalesce(c.village_code_kemendagri, d.village_code_kemendagri) as village_code_kemendagri,
    coalesce(c.period, d.period) as period,
    c.is_base as is_whole
from (
    select source, kind, village_code_kemendagri, period, is_base
    from registry.coverage
    where period >= :period and delivered_period = period
) as c
full join (
    select source, kind, village_code_kemendagri, period, is_whole
    from registry.delivered_village
    where period >= :period and known_to is null
) as d
    on
        c.source = d.source
        and c.kind = d.kind
        and c.village_code_kemendagri = d.village_code_kemendagri
        and c.period = d.period
where c.is_base is distinct from d.is_whole
