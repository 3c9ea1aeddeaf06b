-- Who speaks for the touched people in every month from which on they are, by
-- pipelines/sync/survivorship.yaml.
-- Grain: one row per person and month in which a speaker changes. Every column is null from the month
-- on in which no source lists the person. In the engine; needs golden_member, evidence, golden_before.
with members as materialized (
    select
        m.* exclude (is_new),
        {answers}
    from golden_member as m
    left join evidence as e on m.record_id = e.record_id and m.valid_from = e.valid_from
),

months as (
    select
        person_id,
        greatest(valid_from, since) as month
    from members
    union
    select
        person_id,
        valid_to as month
    from members
    where valid_to is not null
),

listed as (
    select
        m.person_id as of_person_id,
        m.month,
        s.*
    from months as m
    left join members as s
        on
            m.person_id = s.person_id
            and s.is_present
            and s.valid_from <= m.month
            and (s.valid_to is null or s.valid_to > m.month)
),

speakers as (
    select
        *,
        {standings}
    from (
        select
            *,
            row_number() over (
                partition by of_person_id, month, source
                order by {speaker_order}
            ) as place
        from listed
    ) as ranked
    where place = 1
),

judged as (
    select
        of_person_id as person_id,
        month as valid_from,
        {speakers}
    from speakers
    group by of_person_id, month
),

compared as (
    select
        *,
        array[{pointers}] as pointers,
        lag(array[{pointers}]) over (partition by person_id order by valid_from) as pointers_before
    from (
        select person_id, valid_from, {pointers}, true as is_told
        from judged
        union all
        select person_id, valid_from, {pointers}, false as is_told
        from golden_before
    ) as stated
)

select
    person_id,
    valid_from,
    {pointers}
from compared
where
    is_told
    and pointers is distinct from pointers_before
    -- Who was never listed before has no step at which that ends.
    and (p3ke_record_id is not null or dtks_record_id is not null or pointers_before is not null)
order by person_id, valid_from
