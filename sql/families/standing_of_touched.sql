-- What the sources say of those who are looked at, in every month from which on they are, with the list
-- and the family of each.
-- Grain: one row per period and source record that is present in it. Reads pg_temp.told_member.
create temporary table standing_row on commit drop as
with wordings as materialized (
    select
        i.node_id,
        i.person_id,
        m.since,
        k.role,
        l.list_id,
        l.family_id
    from pg_temp.told_member as m
    inner join registry.identity as i on m.person_id = i.person_id
    inner join linkage.match_key as k on i.node_id = k.node_id
    left join registry.family_list as l on k.list = l.list
),

-- With all steps of their records: one that says nothing of them ends what the one before it said.
records as materialized (
    select distinct v.record_id
    from wordings as w
    inner join registry.source_person_version as v on w.node_id = v.node_id
    where v.known_to is null
),

steps as materialized (
    select
        v.record_id,
        v.node_id,
        v.source,
        v.village_code_kemendagri,
        v.is_present,
        v.valid_from,
        lead(v.valid_from) over (partition by v.record_id order by v.valid_from) as valid_to
    from records as r
    inner join registry.source_person_version as v on r.record_id = v.record_id
    where v.known_to is null
)

select
    p.period,
    w.person_id,
    s.record_id,
    w.list_id,
    w.family_id,
    s.source,
    s.village_code_kemendagri,
    w.role as relation
from steps as s
inner join wordings as w on s.node_id = w.node_id
inner join (select distinct c.period from registry.coverage as c) as p
    on w.since <= p.period
    and s.valid_from <= p.period
    and (s.valid_to is null or s.valid_to > p.period)
where s.is_present
