-- The newest month of which the registry knows anything.
select max(period) as period
from registry.coverage
