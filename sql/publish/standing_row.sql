-- Person rows that stand in a period and list their person. In the engine, from the grounds.
-- Grain: one row per standing person row; what says that its person is not there is in off_list_row.
with listed as (
    select
        s.*,
        s.source || '|' || coalesce(s.no_kk, s.source_family_id) as list
    from staged_person as s
)

select
    s.person_id,
    l.family_id,
    s.list,
    s.source,
    s.delivered_period,
    s.village_code_kemendagri,
    s.source_family_id,
    s.desil,
    s.sex,
    s.tanggal_lahir,
    s.pendidikan,
    s.pekerjaan,
    s.resiko_stunting,
    s.dimutakhirkan_tahun,
    s.programmes,
    s.nik_is_usable,
    s.nik_lost_a_digit,
    s.nik_date = strftime(s.tanggal_lahir, '%d%m%y') as nik_agrees_with_birth_date,
    s.nik_agrees_with_sex
from listed as s
inner join coverage as c
    on
        c.kind = 'person'
        and s.delivered_period = c.delivered_period
        and s.source = c.source
        and s.village_code_kemendagri = c.village_code_kemendagri
left join family_list as l on s.list = l.list
where s.person_id is not null and s.is_off_list is null
