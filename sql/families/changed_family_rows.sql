-- Lists of which a run says something else in a row of the family itself. Grain: one row per list.
select distinct source || '|' || source_family_id as list
from registry.source_family_version
where :run in (known_from, known_to)
