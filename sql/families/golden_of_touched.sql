-- Which records tell where a person lives and who they are to their family, in every month from which on
-- they are looked at.
-- Grain: one row per period and person who is listed. Reads pg_temp.told_member.
create temporary table standing_golden on commit drop as
with steps as materialized (
    select
        g.person_id,
        m.since,
        g.village_record_id,
        g.hubungan_keluarga_record_id,
        g.valid_from,
        lead(g.valid_from) over (partition by g.person_id order by g.valid_from) as valid_to
    from pg_temp.told_member as m
    inner join registry.golden_version as g on m.person_id = g.person_id
    where g.known_to is null
)

select
    p.period,
    s.person_id,
    s.village_record_id,
    s.hubungan_keluarga_record_id
from steps as s
inner join (select distinct c.period from registry.coverage as c) as p
    on s.since <= p.period
    and s.valid_from <= p.period
    and (s.valid_to is null or s.valid_to > p.period)
where s.village_record_id is not null
