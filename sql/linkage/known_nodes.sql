-- What every node says that has match keys, in which months it stands, and its cluster of before.
-- `months` has a bit for each month in which some staged row says it, none where it stands no more;
-- months 63 apart share one.
-- Grain: one row per node.
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
    coalesce(s.months, 0) as months,
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
from linkage.match_key as k
inner join linkage.node as n on k.node_id = n.node_id
left join standing as s on k.node_id = s.node_id
left join linkage.cluster as c on k.node_id = c.node_id
