-- What the sources say of everybody in a period, with whom and which family each row is of.
-- Grain: one row per source record of a person that is present. Its village is where it lists them.
-- In the engine; needs person_step, identity, family_list.
select
    s.record_id,
    i.person_id,
    l.family_id,
    s.source,
    s.village_code_kemendagri
from person_step as s
left join identity as i on s.node_id = i.node_id
left join family_list as l on i.list_id = l.list_id
where
    s.is_present
    and s.valid_from <= :period
    and (s.valid_to is null or s.valid_to > :period)
