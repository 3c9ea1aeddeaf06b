-- The timeline of those touched over all periods, from the states of the drops that stand: one row
-- where something changed, none before the first sighting; empty values: not listed.
-- Grain: one row per person or family and change. Reads {state} and {touched}.
create temporary table fresh_step on commit drop as
with periods as (
    select distinct period from registry.coverage
),

told as (
    select
        t.{key},
        p.period as valid_from,
        {told},
        row({told}) as said
    from {touched} as t
    cross join periods as p
    left join {state} as s on p.period = s.period and t.{key} = s.{key}
),

compared as (
    select
        t.*,
        lag(t.said) over in_order as was,
        lag(t.{key}) over in_order is null as is_first
    from told as t
    window in_order as (partition by t.{key} order by t.valid_from)
)

select {key}, valid_from, {values}
from compared
where
    (is_first and village_code_kemendagri is not null)
    or (not is_first and said is distinct from was)
