drop function registry.record_status_as_of;
create function registry.record_status_as_of(
    of_period date, known_at timestamptz default 'infinity'
)
returns table (
    record_id bigint,
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
        f.reason,
        f.valid_from,
        f.village_code_kemendagri
    from registry.source_person_as_of(of_period, known_at) as f
),

-- Steps of the same reason in a row say the same, the absence after them too.
said as materialized (
    select
        s.record_id,
        min(s.valid_from) as since
    from (
        select
            v.record_id,
            v.valid_from,
            v.reason is not distinct from r.reason as is_same,
            max(v.valid_from) filter (where v.reason is distinct from r.reason)
            over (partition by v.record_id) as last_other
        from records as r
        inner join registry.source_person_version as v on r.record_id = v.record_id
        where
            r.reason is not null
            and v.valid_from <= of_period
            and v.known_from <= (select registry.run_at(known_at))
            and (v.known_to is null or v.known_to > (select registry.run_at(known_at)))
    ) as s
    where s.is_same and (s.last_other is null or s.valid_from > s.last_other)
    group by s.record_id
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
        when r.reason = 'meninggal' then 'dead'
        when r.reason = 'ditolak' then 'refused'
        when r.reason = 'ganda' then 'duplicate'
        when r.reason = 'pindah' then 'moved'
        when r.reason = 'tidak_ditemukan' or s.record_id is null then 'no longer listed'
        when s.village_code_kemendagri <> r.village_code_kemendagri then 'moved'
        else 'duplicate'
    end as status,
    coalesce(a.since, r.valid_from) as since,
    r.village_code_kemendagri
from records as r
left join said as a on r.record_id = a.record_id
left join speakers as s on r.person_id = s.person_id and r.source = s.source
$$;
comment on function registry.record_status_as_of is
'What became of every source record by a month: active; dead, refused: its row says so; duplicate: its row says so, or its source lists the person on another record of the village; moved: its row says so, or its source lists the person on a record of another village; no longer listed: its row says that nobody was found, or the snapshot of the village misses it and its source lists the person nowhere else. since: the month from which the record says or misses so';

drop function registry.person_status_as_of;
create function registry.person_status_as_of(
    of_period date, known_at timestamptz default 'infinity'
)
returns table (
    person_id integer,
    status text,
    since date,
    left_p3ke_since date,
    left_dtks_since date,
    source text
)
language sql stable parallel safe
as $$
with said as (
    select
        s.person_id,
        s.source,
        bool_or(s.is_listed) as is_listed,
        case when not bool_or(s.is_listed) then max(s.since) end as left_since,
        min(s.place) as place
    from (
        select
            r.person_id,
            r.source,
            r.since,
            -- The second record of somebody whom the source lists is no reason to be listed.
            r.status = 'active' as is_listed,
            case r.status when 'dead' then 1 when 'refused' then 2 when 'moved' then 3 else 4 end as place
        from registry.record_status_as_of(of_period, known_at) as r
        where r.person_id is not null
    ) as s
    group by s.person_id, s.source
),

judged as (
    select
        l.person_id,
        bool_or(l.is_listed) as is_listed,
        min(l.place) as place,
        max(l.left_since) as left_since,
        max(l.left_since) filter (where l.source = 'p3ke') as left_p3ke_since,
        max(l.left_since) filter (where l.source = 'dtks') as left_dtks_since
    from said as l
    group by l.person_id
)

select
    j.person_id,
    case
        when j.is_listed then 'active'
        when j.place = 1 then 'dead'
        when j.place = 2 then 'refused'
        when j.place = 3 then 'moved'
        else 'no longer listed'
    end as status,
    case when not j.is_listed then j.left_since end as since,
    j.left_p3ke_since,
    j.left_dtks_since,
    case
        when not j.is_listed and j.place < 4
            then (
                select min(l.source)
                from said as l
                where l.person_id = j.person_id and l.place = j.place
            )
    end as source
from judged as j
$$;
comment on function registry.person_status_as_of is
'Whether any source lists a person in a month: active. If none does: dead, else refused, else moved, where a source says so of any of their records; else no longer listed. since: the month from which none lists them. source: the source that says so, the first by name of two; null: none does. left_<source>_since: the month from which the source lists the person no more; null: listed, or never was';

create function registry.gone_as_of(persons integer[], of_period date)
returns table (
    person_id integer,
    source text,
    status text
)
language sql stable parallel safe
as $$
with said as (
    select
        i.person_id,
        s.source,
        s.reason,
        s.record_id,
        s.valid_from
    from registry.identity as i
    inner join registry.source_person_version as s on i.node_id = s.node_id
    where
        i.person_id = any(persons)
        and s.known_to is null
        and s.reason is not null
        and s.reason in ('meninggal', 'ditolak')
        and s.valid_from <= of_period
)

select
    s.person_id,
    x.source,
    case when bool_or(s.reason = 'meninggal') then 'dead' else 'refused' end as status
from said as s
cross join lateral (values (s.source), ('any')) as x (source)
where not exists (
    select
    from registry.source_person_version as n
    where
        n.record_id = s.record_id
        and n.known_to is null
        and n.valid_from > s.valid_from
        and n.valid_from <= of_period
)
group by s.person_id, x.source
$$;
comment on function registry.gone_as_of is
'Why sources say in a month, as known now, that these people are not there: dead where any record of theirs says so, else refused; of a source, its records, of any, all. Who is listed nowhere for no such reason has no row';
