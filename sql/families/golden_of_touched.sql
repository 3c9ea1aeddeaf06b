-- Which records tell where a person lives and who they are to their family, in every period that is
-- known, of all who stand with those touched.
-- Grain: one row per period and person who is listed. Reads pg_temp.standing_row.
create temporary table standing_golden on commit drop as
with steps as materialized (
    select
        g.person_id,
        g.village_record_id,
        g.hubungan_keluarga_record_id,
        g.valid_from,
        lead(g.valid_from) over (partition by g.person_id order by g.valid_from) as valid_to
    from registry.golden_version as g
    where g.known_to is null and g.person_id in (select person_id from pg_temp.standing_row)
)

select
    p.period,
    s.person_id,
    s.village_record_id,
    s.hubungan_keluarga_record_id
from steps as s
inner join (select distinct c.period from registry.coverage as c) as p
    on s.valid_from <= p.period and (s.valid_to is null or s.valid_to > p.period)
where s.village_record_id is not null
