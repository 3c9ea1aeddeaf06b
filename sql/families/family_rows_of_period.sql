-- Family rows that stand in a period.
-- Grain: one row per standing row.
create temporary table standing_family_row on commit drop as
select
    c.period,
    l.list_id,
    l.family_id,
    c.source,
    c.village_code_kemendagri,
    c.delivered_period
from registry.coverage as c
inner join staging.family as f
    on
        c.delivered_period = f.period
        and c.source = f.source
        and c.village_code_kemendagri = f.village_code_kemendagri
inner join registry.family_list as l on f.source || '|' || f.source_family_id = l.list
where c.period = :period and c.kind = 'family' and l.family_id is not null
