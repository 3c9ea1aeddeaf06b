-- A stratum of a sample, and the pairs drawn of it. Reads sql/review/clerical_frame.sql.
with stratum as (
    insert into linkage.clerical_sample (
        sample_id, stratum, seed, model_version, is_linked, lowest_weight, highest_weight,
        population, drawn
    )
    values (
        :sample_id, :stratum, :seed, :model_version, :is_linked, :lowest, :highest,
        :population, :drawn
    )
)

insert into linkage.clerical_pair (sample_id, left_node_id, right_node_id, stratum, weight)
select
    :sample_id,
    f.left_node_id,
    f.right_node_id,
    :stratum,
    f.weight
from clerical_frame as f
where f.is_linked = :is_linked and f.band = :band and f.place <= :drawn
