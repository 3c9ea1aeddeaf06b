-- What another model saw is seen anew: its levels may not mean the same.
with gone as (
    delete from ops.linkage_run as r
    where r.model_version <> :model_version
    returning r.period
),

pairs as (
    delete from linkage.pair
    where exists (select 1 from gone)
)

delete from linkage.cluster
where exists (select 1 from gone)
