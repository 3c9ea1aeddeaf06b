-- What the sources say of those who are looked at, in every month from which on they are, with the list
-- and the family of each.
-- Grain: one row per period and source record that is present in it. In the engine; needs told_member,
-- identity, family_list, person_step, month.
select
    p.period,
    i.person_id,
    s.record_id,
    l.list_id,
    l.family_id,
    s.source,
    s.village_code_kemendagri,
    s.hubungan_keluarga as relation
from told_member as m
inner join identity as i on m.person_id = i.person_id
left join family_list as l on i.list_id = l.list_id
inner join person_step as s on i.node_id = s.node_id
inner join month as p
    on m.since <= p.period
    and s.valid_from <= p.period
    and (s.valid_to is null or s.valid_to > p.period)
where s.is_present
