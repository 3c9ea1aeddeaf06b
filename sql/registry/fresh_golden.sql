-- Who speaks for the touched people in every month from which on they are, by
-- pipelines/sync/survivorship.yaml.
-- Grain: one row per person and month in which a speaker changes. Every column is null from the month
-- on in which no source lists the person. Reads sql/registry/touched_person.sql, golden_member.sql.
create temporary table fresh_golden on commit drop as
with members as materialized (
    select
        m.person_id,
        m.since,
        v.record_id,
        v.valid_from,
        m.valid_to,
        v.is_present,
        v.source,
        v.hash,
        {says},
        coalesce(v.padan_dukcapil = 'PADAN', false) as is_verified_by_dukcapil,
        coalesce(
            staging.nik_date(v.nik) = to_char(v.tanggal_lahir, 'DDMMYY')
            and (substr(v.nik, 7, 1) >= '4') = (v.jenis_kelamin = 'P'),
            false
        ) as has_self_consistent_nik
    from pg_temp.golden_member as m
    inner join registry.source_person_version as v
        on m.record_id = v.record_id and m.valid_from = v.valid_from and v.known_to is null
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

speakers as materialized (
    select distinct on (m.person_id, m.month, s.source)
        m.person_id as of_person_id,
        m.month,
        s.*,
        {standings}
    from months as m
    left join members as s
        on
            m.person_id = s.person_id
            and s.is_present
            and s.valid_from <= m.month
            and (s.valid_to is null or s.valid_to > m.month)
    order by of_person_id, month, source, {speaker_order}
),

judged as (
    select
        of_person_id as person_id,
        month as valid_from,
        {speakers}
    from speakers
    group by of_person_id, month
),

-- What was told of the months before.
before as (
    select distinct on (g.person_id)
        g.person_id,
        g.valid_from,
        {known_pointers}
    from pg_temp.touched_person as t
    inner join registry.golden_speaker as g on t.person_id = g.person_id
    where g.known_to is null and g.valid_from < t.since
    order by g.person_id, g.valid_from desc
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
        from before
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
