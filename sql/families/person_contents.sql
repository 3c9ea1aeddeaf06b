-- What is said first of people of whom several are called head of one family, as a number.
-- Grain: one row per person. Reads sql/families/rival.sql.
select
    i.person_id,
    min(cast(n.content_hash as text)) as content_hash
from pg_temp.rival as r
inner join registry.identity as i on r.person_id = i.person_id
inner join linkage.node as n on i.node_id = n.node_id
group by i.person_id
