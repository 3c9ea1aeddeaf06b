-- Content never seen before becomes a node; numbers go on without gaps, in the order of content.
insert into linkage.node (node_id, source, content_hash, first_period)
select
    (select coalesce(max(n.node_id), 0) from linkage.node as n)
    + row_number() over (order by fresh.content_hash),
    fresh.source,
    fresh.content_hash,
    :period
from (
    select distinct
        r.source,
        r.content_hash
    from linkage_row as r
    where not exists (
        select 1
        from linkage.node as n
        where n.content_hash = r.content_hash
    )
) as fresh
