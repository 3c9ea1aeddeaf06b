-- Match keys of every node that ever had them, whether it stands or not.
-- Grain: one row per node.
select
    k.node_id,
    n.content_hash::text as content_hash,
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
