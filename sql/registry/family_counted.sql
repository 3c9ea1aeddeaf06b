-- Where a family is counted, by which sources, who heads it and of how many people it is, from which month
-- on; as known now, and what was known otherwise before. Without a village: not listed any more.
-- Grain: one row per step.
select
    v.valid_from,
    v.village_code_kemendagri,
    v.head_person_id,
    v.persons,
    v.is_in_p3ke,
    v.is_in_dtks,
    known.known_at,
    withdrawn.known_at as withdrawn_at
from registry.family_version as v
inner join registry.sync_run as known on v.known_from = known.run_id
left join registry.sync_run as withdrawn on v.known_to = withdrawn.run_id
where v.family_id = :family_id
order by v.valid_from, v.known_from
