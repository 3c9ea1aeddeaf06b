-- Which records tell where a person lives and who they are to their family, in every month from which on
-- they are looked at.
-- Grain: one row per period and person who is listed. In the engine; needs told_member, golden_step, month.
select
    p.period,
    s.person_id,
    s.village_record_id,
    s.hubungan_keluarga_record_id
from told_member as m
inner join golden_step as s on m.person_id = s.person_id
inner join month as p
    on m.since <= p.period
    and s.valid_from <= p.period
    and (s.valid_to is null or s.valid_to > p.period)
where s.village_record_id is not null
