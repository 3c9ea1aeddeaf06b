-- Steps of those told anew that we know better now.
-- Grain: one row per step. In the engine; needs told_step, {told_anew}, fresh_step.
select
    v.{key} as id,
    v.valid_from
from told_step as v
inner join {told_anew} as t on v.{key} = t.{key}
where
    v.valid_from >= t.since
    and not exists (
        select 1
        from fresh_step as f
        where
            v.{key} = f.{key}
            and v.valid_from = f.valid_from
            and row({known}) is not distinct from row({fresh})
    )
