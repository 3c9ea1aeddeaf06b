-- Layouts of the rows that wait.
select distinct layout
from {checked}
where drop_state = 'loaded'
order by layout
