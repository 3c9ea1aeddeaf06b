-- What the sources said of a person, step by step, as known now; and what was known otherwise before.
-- Grain: one row per step of a record that is or was the person's. Whose a step is, today's identities
-- tell; of a withdrawn one, those of its time.
with nodes as (
    select
        node_id,
        bool_or(is_now) as is_now
    from (
        select node_id, true as is_now
        from registry.identity
        where person_id = :person_id
        union all
        select node_id, false as is_now
        from registry.past_identity
        where person_id = :person_id
    ) as n
    group by node_id
),

records as (
    select distinct v.record_id
    from registry.source_person_version as v
    inner join nodes as n on v.node_id = n.node_id
)

select
    v.*,
    n.node_id is not null and (n.is_now or v.known_to is not null) as is_theirs,
    known.known_at,
    withdrawn.known_at as withdrawn_at
from records as r
inner join registry.source_person_version as v on r.record_id = v.record_id
left join nodes as n on v.node_id = n.node_id
inner join registry.sync_run as known on v.known_from = known.run_id
left join registry.sync_run as withdrawn on v.known_to = withdrawn.run_id
order by v.valid_from, v.source, v.record_id, v.known_from
