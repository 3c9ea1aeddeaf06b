-- People of whom several are called head of one family in a period. In the engine; needs member_state.
select distinct c.person_id
from (
    select
        person_id,
        count(*) over (partition by period, family_id) as persons
    from member_state
    where is_called_head
) as c
where c.persons > 1
