-- Person rows that stand in a period and say that their person is not there: rows that were sent, and nothing
-- else. In the engine, from the grounds.
-- Grain: one row per standing person row that lists nobody.
select
    s.person_id,
    s.source,
    s.delivered_period,
    s.village_code_kemendagri,
    s.desil,
    s.tanggal_lahir,
    s.nik_is_usable,
    s.nik_lost_a_digit,
    s.nik_date = strftime(s.tanggal_lahir, '%d%m%y') as nik_agrees_with_birth_date,
    s.nik_agrees_with_sex
from staged_person as s
inner join coverage as c
    on
        c.kind = 'person'
        and s.delivered_period = c.delivered_period
        and s.source = c.source
        and s.village_code_kemendagri = c.village_code_kemendagri
where s.person_id is not null and s.is_off_list
