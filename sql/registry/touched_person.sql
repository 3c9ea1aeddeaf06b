-- People whose golden record is told anew, and from which month on: those of whom a source says something
-- else or new from the run's month, those who hold nodes that were another's over all months.
-- Grain: one row per person. Reads sql/registry/touched_record.sql and the identities that changed.
create temporary table touched_person on commit drop as
with reasons as (
    select
        i.person_id,
        cast(:period as date) as since
    from pg_temp.touched_record as t
    inner join registry.source_person_version as v on t.record_id = v.record_id
    inner join registry.identity as i on v.node_id = i.node_id
    union all
    select
        p.person_id,
        case when c.was_person_id is null then cast(:period as date) else '-infinity' end as since
    from pg_temp.changed_identities as c
    cross join lateral (values (c.person_id), (c.was_person_id)) as p (person_id)
    where p.person_id is not null
    union all
    select
        person_id,
        date '-infinity' as since
    from pg_temp.forgotten_identities
)

select
    person_id,
    min(since) as since
from reasons
group by person_id
