-- How far the person rows that stand can be trusted.
-- Grain: one row per period, village and source (p3ke, dtks). No suppression: for officials.
-- First by person, by hashing: distinct people of a village would be sorted.
with people as materialized (
    select
        village_code_kemendagri,
        source,
        person_id,
        count(*) as rows,
        count(*) filter (where nik_is_usable) as usable,
        count(*) filter (where nik_lost_a_digit) as digit_lost,
        count(*) filter (where nik_agrees_with_birth_date) as agrees_with_birth_date,
        count(*) filter (where nik_agrees_with_sex) as agrees_with_sex,
        count(*) filter (where tanggal_lahir is null) as without_birth_date
    from (
        select
            village_code_kemendagri,
            source,
            person_id,
            nik_is_usable,
            nik_lost_a_digit,
            nik_agrees_with_birth_date,
            nik_agrees_with_sex,
            tanggal_lahir
        from standing_row
        union all
        select
            village_code_kemendagri,
            source,
            person_id,
            nik_is_usable,
            nik_lost_a_digit,
            nik_agrees_with_birth_date,
            nik_agrees_with_sex,
            tanggal_lahir
        from off_list_row
    ) as s
    group by village_code_kemendagri, source, person_id
),

counted as materialized (
    select
        village_code_kemendagri,
        source,
        sum(rows) as rows,
        sum(usable) as usable,
        sum(digit_lost) as digit_lost,
        sum(agrees_with_birth_date) as agrees_with_birth_date,
        sum(agrees_with_sex) as agrees_with_sex,
        sum(without_birth_date) as without_birth_date,
        sum(rows) - count(*) as repeating
    from people
    group by village_code_kemendagri, source
)

select
    cast(:period as date) as period,
    s.village_code_kemendagri,
    s.source,
    case when s.was_delivered then coalesce(c.rows, 0)::integer end as rows,
    case when s.was_delivered then coalesce(c.usable, 0)::integer end as rows_with_usable_nik,
    case when s.was_delivered then coalesce(c.digit_lost, 0)::integer end as rows_with_digit_lost,
    case when s.was_delivered then coalesce(c.agrees_with_birth_date, 0)::integer end
        as rows_nik_agrees_with_birth_date,
    case when s.was_delivered then coalesce(c.agrees_with_sex, 0)::integer end
        as rows_nik_agrees_with_sex,
    case when s.was_delivered then coalesce(c.without_birth_date, 0)::integer end
        as rows_without_birth_date,
    case when s.was_delivered then coalesce(c.repeating, 0)::integer end
        as rows_repeating_a_person,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from source_state as s
left join counted as c
    on s.village_code_kemendagri = c.village_code_kemendagri and s.source = c.source
where s.source in ('p3ke', 'dtks')
