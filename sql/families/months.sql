-- Months in which something stands.
select distinct period
from registry.coverage
