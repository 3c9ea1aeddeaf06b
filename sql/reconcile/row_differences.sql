-- Villages delivered as a whole in a month whose staged person rows are not as many as the source
-- records of which a row stands there, present or not. It sees rows that were lost on the way to the registry.
-- Reads sql/reconcile/standing_row_count.sql.
-- Grain: one row per month, source and village that differs.
with whole as (
    select period, source, village_code_kemendagri
    from registry.coverage
    where period = any(:periods) and kind = 'person'
    group by period, source, village_code_kemendagri
    having bool_and(is_base and delivered_period = period)
)

select
    c.period,
    c.source,
    c.village_code_kemendagri,
    c.staged_rows,
    c.standing_rows
from pg_temp.standing_row_count as c
inner join whole as w
    on
        c.period = w.period
        and c.source = w.source
        and c.village_code_kemendagri = w.village_code_kemendagri
where c.staged_rows <> c.standing_rows
