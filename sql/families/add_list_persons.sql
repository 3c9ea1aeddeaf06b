-- On which lists the people who changed ever were, and as what.
-- Grain: one row per list and person. Reads sql/families/changed_persons.sql.
insert into registry.list_person (list_id, person_id, is_parent, is_dependant, is_head)
select
    l.list_id,
    i.person_id,
    bool_or(coalesce(k.role in ('KEPALA_KELUARGA', 'PASANGAN'), false)) as is_parent,
    bool_or(coalesce(k.role not in ('KEPALA_KELUARGA', 'PASANGAN'), true)) as is_dependant,
    bool_or(coalesce(k.role = 'KEPALA_KELUARGA', false)) as is_head
from pg_temp.changed_person as c
inner join registry.identity as i on c.person_id = i.person_id
inner join linkage.match_key as k on i.node_id = k.node_id
inner join registry.family_list as l on k.list = l.list
group by l.list_id, i.person_id
