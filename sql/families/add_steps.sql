-- Steps that are new. Reads pg_temp.fresh_step.
insert into {version} ({key}, valid_from, known_from, {values})
select f.{key}, f.valid_from, :run as known_from, {fresh}
from pg_temp.fresh_step as f
where not exists (
    select
    from {version} as v
    where v.known_to is null and v.{key} = f.{key} and v.valid_from = f.valid_from
)
order by f.{key}, f.valid_from
