-- Steps of those told anew that we know better now. Reads pg_temp.fresh_step, {told_anew}.
update {version} as v
set known_to = :run
from {told_anew} as t
where
    v.known_to is null
    and v.{key} = t.{key}
    and v.valid_from >= t.since
    and not exists (
        select
        from pg_temp.fresh_step as f
        where
            v.{key} = f.{key}
            and v.valid_from = f.valid_from
            and row({known}) is not distinct from row({fresh})
    )
