-- How fresh each source is in each area.
-- Grain: one row per area and source.
select
    area_code_kemendagri,
    source,
    as_of_oldest,
    as_of_newest,
    villages,
    villages_delivered,
    villages_never_delivered
from mart_public.area_sources_monthly
where period = :period
order by area_code_kemendagri, source desc
