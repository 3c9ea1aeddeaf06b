-- Records that were found to be touched, each once. In the engine; needs found.
select distinct record_id
from found
order by record_id
