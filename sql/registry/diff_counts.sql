-- How many people came, went (dead and refused apart), moved and changed; of one village, moved in and out apart.
-- Grain: one row per kind of difference. Reads sql/registry/diff.sql.
select
    case
        when what <> 'moved' or cast(:village as text) is null then what
        when to_village = :village then 'moved in'
        else 'moved out'
    end as what,
    count(*) as persons
from pg_temp.person_diff
group by 1
order by 1
