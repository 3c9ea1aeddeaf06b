-- What the sources said of a family and its home, step by step, as known now; and what was known otherwise
-- before. Grain: one row per step of a record on a list that is the family today.
select
    v.*,
    true as is_theirs,
    known.known_at,
    withdrawn.known_at as withdrawn_at
from registry.family_list as l
inner join registry.source_family_version as v on l.list = v.source || '|' || v.source_family_id
inner join registry.sync_run as known on v.known_from = known.run_id
left join registry.sync_run as withdrawn on v.known_to = withdrawn.run_id
where l.family_id = :family_id
order by v.valid_from, v.source, v.record_id, v.known_from
