-- A founder whose rows were withdrawn or corrected is gone; its id stays with the person: the next
-- node that was that person founds it from now on.
-- Grain: one row per person. In the engine; needs forgotten_identity, person_founder, known_identity, cluster.
select
    i.person_id,
    min(i.node_id) as node_id
from forgotten_identity as g
inner join person_founder as p on g.node_id = p.founder_node_id
inner join known_identity as i on p.person_id = i.person_id
inner join cluster as c on i.node_id = c.node_id
where i.node_id not in (select f.founder_node_id from person_founder as f)
group by i.person_id
