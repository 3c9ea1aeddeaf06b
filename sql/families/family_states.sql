-- Where each family is counted in a period and by which sources: the village in which most of its people
-- are counted, the lower code first; one without people, where its rows stand. Its head is who says so
-- on the record that tells it, else on any; of several the first by what is said of them.
-- Grain: one row per period and family. In the engine; needs standing_family_row, member_state,
-- person_content. Most families live in one village; only those that do not are sorted.
with rows as (
    select period, family_id, person_id, is_in_p3ke, is_in_dtks, village_code_kemendagri
    from member_state
    union all
    select
        period,
        family_id,
        null as person_id,
        source = 'p3ke' as is_in_p3ke,
        source = 'dtks' as is_in_dtks,
        village_code_kemendagri
    from standing_family_row
),

summed as materialized (
    select
        period,
        family_id,
        count(person_id) as persons,
        bool_or(is_in_p3ke) as is_in_p3ke,
        bool_or(is_in_dtks) as is_in_dtks,
        coalesce(
            min(village_code_kemendagri) filter (where person_id is not null),
            min(village_code_kemendagri)
        ) as village_code_kemendagri,
        min(village_code_kemendagri) filter (where person_id is not null)
        <> max(village_code_kemendagri) filter (where person_id is not null) as is_torn
    from rows
    group by period, family_id
),

places as materialized (
    select distinct on (b.period, b.family_id)
        b.period,
        b.family_id,
        b.village_code_kemendagri
    from member_state as b
    inner join summed as s on b.period = s.period and b.family_id = s.family_id
    where s.is_torn
    group by b.period, b.family_id, b.village_code_kemendagri
    order by b.period, b.family_id, count(*) desc, b.village_code_kemendagri
),

called as (
    select
        period,
        family_id,
        person_id,
        is_head
    from member_state
    where is_called_head
),

-- Numbers of people depend on the order in which months came; what is said of them does not.
heads as (
    select distinct on (c.period, c.family_id)
        c.period,
        c.family_id,
        c.person_id
    from called as c
    left join person_content as n on c.person_id = n.person_id
    order by c.period, c.family_id, c.is_head desc, n.content_hash
)

select
    s.period,
    s.family_id,
    h.person_id as head_person_id,
    cast(s.persons as smallint) as persons,
    s.is_in_p3ke,
    s.is_in_dtks,
    coalesce(p.village_code_kemendagri, s.village_code_kemendagri) as village_code_kemendagri
from summed as s
left join places as p on s.period = p.period and s.family_id = p.family_id
left join heads as h on s.period = h.period and s.family_id = h.family_id
