-- The timeline of those told anew, from the month on from which they are, from the states of the drops that
-- stand: one row where something changed, none before the first sighting; empty values: not listed.
-- Grain: one row per person or family and change. In the engine; needs {told_anew}, {state}, told_step, month.
with told as (
    select
        t.{key},
        p.period as valid_from,
        {told},
        true as is_told
    from {told_anew} as t
    inner join month as p on t.since <= p.period
    left join {state} as s on p.period = s.period and t.{key} = s.{key}
    union all
    (
        select distinct on (v.{key})
            v.{key},
            v.valid_from,
            {known},
            false as is_told
        from {told_anew} as t
        inner join told_step as v on t.{key} = v.{key}
        where v.valid_from < t.since
        order by v.{key}, v.valid_from desc
    )
),

compared as (
    select
        t.*,
        row({said}) is distinct from lag(row({said})) over in_order as is_news,
        lag(t.{key}) over in_order is null as is_first
    from told as t
    window in_order as (partition by t.{key} order by t.valid_from)
)

select {key}, valid_from, {values}
from compared
where
    is_told
    and is_news
    and (not is_first or village_code_kemendagri is not null)
