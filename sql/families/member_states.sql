-- Everybody who belongs to a family by a list that stands in a period, where they are counted, and whether a
-- list calls them its head: `is_head` where it is also the family in which they are counted.
-- Grain: one row per period, family and person. In the engine; needs standing_row, person_state.
with belonging as (
    select
        period,
        family_id,
        person_id,
        bool_or(source = 'p3ke') as is_in_p3ke,
        bool_or(source = 'dtks') as is_in_dtks,
        bool_or(coalesce(relation = 'KEPALA_KELUARGA', false)) as is_called_head
    from standing_row
    where family_id is not null
    group by period, family_id, person_id
)

select
    b.*,
    p.village_code_kemendagri,
    b.is_called_head and p.is_head and p.family_id = b.family_id as is_head
from belonging as b
inner join person_state as p on b.period = p.period and b.person_id = p.person_id
