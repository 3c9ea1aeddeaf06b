-- Strata of a sample with what was found in each so far.
-- Grain: one row per stratum.
select
    s.sample_id,
    s.stratum,
    s.is_linked,
    s.population,
    s.drawn,
    s.model_version,
    count(p.left_node_id) filter (where p.verdict = 'same') as same,
    count(p.left_node_id) filter (where p.verdict = 'different') as different,
    count(p.left_node_id) filter (where p.verdict = 'unknown') as unknown
from linkage.clerical_sample as s
left join linkage.clerical_pair as p on s.sample_id = p.sample_id and s.stratum = p.stratum
where s.sample_id = coalesce(
    cast(:sample_id as integer), (select max(t.sample_id) from linkage.clerical_sample as t)
)
group by s.sample_id, s.stratum, s.is_linked, s.population, s.drawn, s.model_version
order by s.is_linked, min(s.lowest_weight) nulls first
