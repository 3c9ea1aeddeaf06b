create function registry.record_status_as_of(
    of_period date, known_at timestamptz default 'infinity'
)
returns table (
    record_id integer,
    person_id integer,
    source text,
    status text,
    since date,
    village_code_kemendagri text
)
language sql stable parallel safe
as $$
with records as materialized (
    select
        f.record_id,
        f.person_id,
        f.source,
        f.is_present,
        f.valid_from,
        f.village_code_kemendagri
    from registry.source_person_as_of(of_period, known_at) as f
),

speakers as materialized (
    select
        x.person_id,
        x.source,
        x.record_id,
        r.village_code_kemendagri
    from (
        select distinct on (v.person_id) v.*
        from registry.golden_version as v
        where
            v.valid_from <= of_period
            and v.known_from <= (select registry.run_at(known_at))
            and (v.known_to is null or v.known_to > (select registry.run_at(known_at)))
        order by v.person_id, v.valid_from desc
    ) as g
    cross join lateral (
        values
        (g.person_id, 'p3ke', g.p3ke_record_id),
        (g.person_id, 'dtks', g.dtks_record_id)
    ) as x (person_id, source, record_id)
    inner join records as r on x.record_id = r.record_id
)

select
    r.record_id,
    r.person_id,
    r.source,
    case
        when r.is_present and r.record_id = s.record_id then 'active'
        when r.is_present then 'duplicate'
        when s.record_id is null then 'no longer listed'
        when s.village_code_kemendagri <> r.village_code_kemendagri then 'moved'
        else 'duplicate'
    end as status,
    r.valid_from as since,
    r.village_code_kemendagri
from records as r
left join speakers as s on r.person_id = s.person_id and r.source = s.source
$$;
comment on function registry.record_status_as_of is
'What became of every source record by a month: active; duplicate: its source lists the person on another record of the village; moved: on one of another village; no longer listed: on none, as the snapshot of the village misses it. since: the month from which the record says or misses so';

create function registry.person_status_as_of(
    of_period date, known_at timestamptz default 'infinity'
)
returns table (
    person_id integer,
    status text,
    since date,
    left_p3ke_since date,
    left_dtks_since date
)
language sql stable parallel safe
as $$
select
    l.person_id,
    case when bool_or(l.is_listed) then 'active' else 'no longer listed' end as status,
    case when not bool_or(l.is_listed) then max(l.left_since) end as since,
    max(l.left_since) filter (where l.source = 'p3ke') as left_p3ke_since,
    max(l.left_since) filter (where l.source = 'dtks') as left_dtks_since
from (
    select
        s.person_id,
        s.source,
        bool_or(s.status = 'active') as is_listed,
        case when not bool_or(s.status = 'active') then max(s.since) end as left_since
    from registry.record_status_as_of(of_period, known_at) as s
    where s.person_id is not null
    group by s.person_id, s.source
) as l
group by l.person_id
$$;
comment on function registry.person_status_as_of is
'Whether any source lists a person in a month; if not, since when. left_<source>_since: the month whose snapshot of the village misses the person; null: listed, or never was';
