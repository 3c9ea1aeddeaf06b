-- Steps that are new. Grain: one row per step. In the engine; needs fresh_step, told_step, withdrawn.
select
    f.{key},
    f.valid_from,
    cast(:run as integer) as known_from,
    {fresh}
from fresh_step as f
where not exists (
    select 1
    from told_step as v
    where
        v.{key} = f.{key}
        and v.valid_from = f.valid_from
        and not exists (
            select 1
            from withdrawn as w
            where w.id = v.{key} and w.valid_from = v.valid_from
        )
)
order by f.{key}, f.valid_from
