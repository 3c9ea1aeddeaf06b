-- Steps as known now of those who are told anew. Grain: one row per step. Reads sql/families/told.sql.
select v.{key}, v.valid_from, {known}
from pg_temp.told as t
inner join {version} as v on t.id = v.{key}
where v.known_to is null
