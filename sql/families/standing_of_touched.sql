-- What the sources say of those who are looked at, in every month from which on they are, with the list
-- and the family of each.
-- Grain: one row per period and source record that is present in it. Reads pg_temp.told_member,
-- sql/registry/next_step.sql.
create temporary table standing_row on commit drop as
select
    p.period,
    i.person_id,
    v.record_id,
    l.list_id,
    l.family_id,
    v.source,
    v.village_code_kemendagri,
    v.hubungan_keluarga as relation
from pg_temp.told_member as m
inner join registry.identity as i on m.person_id = i.person_id
left join registry.family_list as l on i.list_id = l.list_id
inner join registry.source_person_version as v on i.node_id = v.node_id
-- The next step of a record ends what this one says, also when it says nothing of them.
left join pg_temp.next_step as n on v.record_id = n.record_id and v.valid_from = n.valid_from
inner join (select distinct c.period from registry.coverage as c) as p
    on m.since <= p.period
    and v.valid_from <= p.period
    and (n.valid_to is null or n.valid_to > p.period)
where v.known_to is null and v.is_present
