-- How many person rows were staged, with the numbers of villages. Grain: one row per month, source and village.
-- In the engine; needs staged_count, listed_village.
select
    s.period,
    s.source,
    v.village,
    s.staged_rows
from staged_count as s
inner join listed_village as v on s.village_code_kemendagri = v.village_code_kemendagri
