-- Rows of families told anew that a source lists as such, in every month from which on they are.
-- Grain: one row per period and source record that is present in it. In the engine; needs told_family,
-- family_list, family_step, month.
select
    p.period,
    l.list_id,
    l.family_id,
    s.source,
    s.village_code_kemendagri
from told_family as t
inner join family_list as l on t.family_id = l.family_id
inner join family_step as s on l.list = s.source || '|' || s.source_family_id
inner join month as p
    on t.since <= p.period
    and s.valid_from <= p.period
    and (s.valid_to is null or s.valid_to > p.period)
where s.is_present
