-- Why those left whom a row says dead or refused: dead where any record of them says so, else refused where any
-- does; of one source, its records. Grain: one row per month, person and source. Reads sql/reconcile/leaver.sql.
select
    l.period,
    g.person_id as id,
    g.source,
    g.status
from (
    select period, array_agg(id) as ids
    from pg_temp.leaver
    group by period
) as l
cross join lateral registry.gone_as_of(l.ids, l.period) as g
