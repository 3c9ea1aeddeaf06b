-- Notes that a run minted ids or changed their meaning. Ids are counted: it minted all above the last.
-- The model of the months linked last is the one that scored.
insert into registry.identity_run (entity, run_id, first_id, last_id, model_version)
select
    :entity as entity,
    :run as run_id,
    coalesce(
        (select max(r.last_id) from registry.identity_run as r where r.entity = :entity), 0
    ) + 1 as first_id,
    coalesce(
        (select max(f.id) from registry.identity_founder as f where f.entity = :entity), 0
    ) as last_id,
    (
        select l.model_version
        from ops.linkage_run as l
        where l.period = :period
    ) as model_version
