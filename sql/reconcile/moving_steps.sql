-- The steps, withdrawn ones as well, of all whom the books of a month, or of any later one, may move: of whom
-- anything is known since the first of these books was opened, or happened since the month it opens with.
-- Grain: one row per step. Reads registry.book_opening of the month.
with since as materialized (
    select
        o.opening_period,
        least(
            (
                select min(l.opening_run)
                from registry.book_opening as l
                where l.period >= :first_period
            ),
            (
                -- A later month may be opened anew with a closing that is known longer.
                select min(c.run_id)
                from (
                    select max(run_id) as run_id
                    from registry.book_closing
                    where period >= o.opening_period
                    group by period
                ) as c
            )
        ) as opening_run
    from registry.book_opening as o
    where
        o.period = :first_period
        -- With nothing before and nothing after, all who stand are new.
        and (
            o.opening_period is not null
            or exists (select from registry.book_opening as l where l.period > :first_period)
        )
),

moving as materialized (
    select
        v.entity,
        v.id
    from registry.counted_step as v
    where
        v.known_from > (select opening_run from since)
        or v.known_to > (select opening_run from since)
        or (v.known_to is null and v.valid_from > (select opening_period from since))
    group by v.entity, v.id
)

select
    v.entity,
    v.id,
    v.valid_from,
    v.known_from,
    v.known_to,
    v.is_in_p3ke,
    v.is_in_dtks,
    v.village_code_kemendagri
from registry.counted_step as v
inner join moving as m on v.entity = m.entity and v.id = m.id
