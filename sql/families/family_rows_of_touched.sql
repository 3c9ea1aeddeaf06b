-- Rows of families told anew that a source lists as such, in every month from which on they are.
-- Grain: one row per period and source record that is present in it. Reads pg_temp.told_family.
create temporary table standing_family_row on commit drop as
with steps as materialized (
    select
        record_id,
        source,
        source_family_id,
        village_code_kemendagri,
        is_present,
        valid_from,
        lead(valid_from) over (partition by record_id order by valid_from) as valid_to
    from registry.source_family_version
    where known_to is null
)

select
    p.period,
    l.list_id,
    l.family_id,
    s.source,
    s.village_code_kemendagri
from pg_temp.told_family as t
inner join registry.family_list as l on t.family_id = l.family_id
inner join steps as s on l.list = s.source || '|' || s.source_family_id
inner join (select distinct c.period from registry.coverage as c) as p
    on t.since <= p.period
    and s.valid_from <= p.period
    and (s.valid_to is null or s.valid_to > p.period)
where s.is_present
