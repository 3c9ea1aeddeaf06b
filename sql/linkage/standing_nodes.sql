-- Every node that some staged row says, with its match keys and its cluster of before.
-- `months` has a bit for each month in which it stands; months 63 apart share one.
with standing as (
    select
        rn.node_id,
        bit_or(
            1::bigint << ((extract(year from rn.period) * 12 + extract(month from rn.period))::integer % 63)
        ) as months
    from linkage.row_node as rn
    group by rn.node_id
)

select
    k.node_id,
    n.content_hash::text as content_hash,
    c.cluster_id,
    s.months,
    n.source,
    k.list,
    k.source_key,
    k.village,
    k.nik,
    k.nik_15,
    k.words,
    k.sound,
    k.other_words,
    k.other_sound,
    k.mother_sound,
    k.born,
    k.born_other,
    k.birth_place,
    k.sex,
    k.role,
    k.street,
    k.rt
from standing as s
inner join linkage.node as n on s.node_id = n.node_id
inner join linkage.match_key as k on s.node_id = k.node_id
left join linkage.cluster as c on s.node_id = c.node_id
