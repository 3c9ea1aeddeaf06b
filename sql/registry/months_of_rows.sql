-- Months of which rows are to be written as steps. In the engine; needs missing_step.
select distinct valid_from
from missing_step
where hash is not null
order by valid_from
