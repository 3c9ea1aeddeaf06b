-- The counts of the month's last run, if it was by this model.
select
    period,
    model_version,
    rows,
    new_nodes,
    nodes,
    pairs,
    clusters,
    figures
from ops.linkage_run
where period = :period and model_version = :model_version
