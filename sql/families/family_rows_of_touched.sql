-- Family rows of touched families in every period in which they stand.
-- Grain: one row per period and standing row. Reads pg_temp.touched_family.
create temporary table standing_family_row on commit drop as
with rows as materialized (
    select
        l.list_id,
        l.family_id,
        f.source,
        f.village_code_kemendagri,
        f.period as delivered_period
    from pg_temp.touched_family as t
    inner join registry.family_list as l on t.family_id = l.family_id
    inner join staging.family as f on l.list = f.source || '|' || f.source_family_id
)

select
    c.period,
    r.list_id,
    r.family_id,
    r.source,
    r.village_code_kemendagri,
    r.delivered_period
from rows as r
inner join registry.coverage as c
    on
        c.kind = 'family'
        and r.delivered_period = c.delivered_period
        and r.source = c.source
        and r.village_code_kemendagri = c.village_code_kemendagri
