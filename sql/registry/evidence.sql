-- What speaks for the records that speakers are chosen from, by pipelines/sync/survivorship.yaml, each
-- answer a bit of one number: of the steps that a run wrote, and of those that are asked for.
-- Grain: one row per step. Reads sql/registry/asked_step.sql.
select
    v.record_id,
    v.valid_from,
    {evidence} as evidence
from registry.source_person_version as v
cross join lateral (
    select
        coalesce(v.padan_dukcapil = 'PADAN', false) as is_verified_by_dukcapil,
        coalesce(
            staging.nik_date(v.nik) = to_char(v.tanggal_lahir, 'DDMMYY')
            and (substr(v.nik, 7, 1) >= '4') = (v.jenis_kelamin = 'P'),
            false
        ) as has_self_consistent_nik
) as c
where
    v.known_to is null
    and v.is_present
    and (
        v.known_from = :run
        or (v.record_id, v.valid_from) in (
            select
                a.record_id,
                a.valid_from
            from pg_temp.asked_step as a
        )
    )
