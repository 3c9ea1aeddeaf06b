-- Says of steps that we know better now. Reads sql/families/withdrawn.sql.
update {version} as v
set known_to = :run
from pg_temp.withdrawn as w
where v.{key} = w.id and v.valid_from = w.valid_from and v.known_to is null
