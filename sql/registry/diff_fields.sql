-- In how many people each golden field differs. Reads sql/registry/diff.sql.
-- Grain: one row per field.
select
    f.field,
    count(*) as persons
from pg_temp.person_diff as d
cross join lateral unnest(d.changed) as f (field)
group by f.field
order by persons desc, f.field
