-- Where other code made the match keys, they and what was compared by them are seen anew.
with gone as (
    delete from ops.linkage_run as r
    where exists (
        select 1
        from ops.linkage_run as o
        where o.figures ->> 'keys_version' is distinct from :keys_version
    )
    returning r.period
),

pairs as (
    delete from linkage.pair
    where exists (select 1 from gone)
),

clusters as (
    delete from linkage.cluster
    where exists (select 1 from gone)
)

delete from linkage.match_key
where exists (select 1 from gone)
