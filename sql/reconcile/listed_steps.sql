-- What the sources say of everybody, with whom and which family each record is of, and from when until when.
-- Grain: one row per step of a person's record of which a row stands; `is_present`: its source lists the
-- person. Its village is where it does. In the engine; needs person_step, identity, family_list,
-- listed_village.
select
    s.record_id,
    i.person_id,
    l.family_id,
    s.source,
    v.village,
    s.is_present,
    s.valid_from,
    s.valid_to
from person_step as s
inner join listed_village as v on s.village_code_kemendagri = v.village_code_kemendagri
left join identity as i on s.node_id = i.node_id
left join family_list as l on i.list_id = l.list_id
where s.is_present or s.hash is not null
