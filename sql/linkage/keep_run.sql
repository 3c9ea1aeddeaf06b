-- The counts of a run. A run that found nothing new leaves those of the run before.
insert into ops.linkage_run (
    period, model_version, rows, new_nodes, nodes, pairs, clusters, figures
)
values (
    :period, :model_version, :rows, :new_nodes, :nodes, :pairs, :clusters, cast(:figures as jsonb)
)
on conflict (period) do update
set
    model_version = excluded.model_version,
    rows = excluded.rows,
    new_nodes = excluded.new_nodes,
    nodes = excluded.nodes,
    pairs = excluded.pairs,
    clusters = excluded.clusters,
    -- Pairs by rule tell of the run that compared; decisions alone compare nothing.
    figures = case
        when excluded.new_nodes = 0 and linkage_run.model_version = excluded.model_version
            then linkage_run.figures || (excluded.figures - array['rules', 'capped'])
        else excluded.figures
    end
where
    excluded.new_nodes > 0
    or (linkage_run.rows, linkage_run.nodes, linkage_run.pairs, linkage_run.clusters)
    is distinct from (excluded.rows, excluded.nodes, excluded.pairs, excluded.clusters)
    or linkage_run.model_version <> excluded.model_version
    or linkage_run.figures -> 'contradicted' is distinct from excluded.figures -> 'contradicted'
