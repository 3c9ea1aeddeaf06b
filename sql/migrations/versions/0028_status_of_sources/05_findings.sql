create or replace function registry.finding_as_of(of_period date)
returns table (
    kind text,
    family_id integer,
    person_id integer,
    village_code_kemendagri text
)
language sql stable parallel safe
as $$
with standing as materialized (
    select
        v.source,
        v.village_code_kemendagri,
        i.person_id,
        l.family_id
    from (
        select distinct on (s.record_id)
            s.node_id,
            s.source,
            s.village_code_kemendagri,
            s.is_present
        from registry.source_person_version as s
        where s.known_to is null and s.valid_from <= of_period
        order by s.record_id, s.valid_from desc
    ) as v
    inner join registry.identity as i on v.node_id = i.node_id
    inner join registry.family_list as l on i.list_id = l.list_id
    where v.is_present and l.family_id is not null
),

family_rows as materialized (
    select
        l.family_id,
        v.village_code_kemendagri
    from (
        select distinct on (s.record_id)
            s.source,
            s.source_family_id,
            s.village_code_kemendagri,
            s.is_present
        from registry.source_family_version as s
        where s.known_to is null and s.valid_from <= of_period
        order by s.record_id, s.valid_from desc
    ) as v
    inner join registry.family_list as l on v.source || '|' || v.source_family_id = l.list
    where v.is_present and l.family_id is not null
),

families as materialized (
    select
        f.family_id,
        f.head_person_id,
        f.persons,
        f.is_in_p3ke,
        f.village_code_kemendagri
    from (
        select distinct on (v.family_id) v.*
        from registry.family_version as v
        where v.known_to is null and v.valid_from <= of_period
        order by v.family_id, v.valid_from desc
    ) as f
    where f.village_code_kemendagri is not null
),

belonging as materialized (
    select distinct
        s.person_id,
        s.family_id
    from standing as s
),

torn as materialized (
    select b.person_id
    from belonging as b
    group by b.person_id
    having count(*) > 1
),

-- Listed in P3KE where that gave both its files.
in_both_files as materialized (
    select f.*
    from families as f
    inner join (
        select c.village_code_kemendagri
        from registry.coverage as c
        where c.source = 'p3ke' and c.period = of_period
        group by c.village_code_kemendagri
        having count(distinct c.kind) = 2
    ) as v on f.village_code_kemendagri = v.village_code_kemendagri
    where f.is_in_p3ke
),

-- Whom a row says dead while another record stands: told once, by the family of who is counted.
dead as materialized (
    select distinct i.person_id
    from (
        select distinct on (s.record_id)
            s.node_id,
            s.reason
        from registry.source_person_version as s
        where
            s.known_to is null
            and s.valid_from <= of_period
            and s.record_id in (
                select r.record_id
                from registry.source_person_version as r
                where r.known_to is null and r.reason is not null
            )
        order by s.record_id, s.valid_from desc
    ) as v
    inner join registry.identity as i on v.node_id = i.node_id
    where v.reason = 'meninggal'
),

dead_but_listed as (
    select distinct on (m.person_id)
        m.person_id,
        m.family_id,
        m.village_code_kemendagri
    from dead as d
    inner join registry.membership_version as m on d.person_id = m.person_id
    where m.known_to is null and m.valid_from <= of_period
    order by m.person_id, m.valid_from desc
),

found as (
    select 'person_in_two_families' as kind, b.family_id, b.person_id
    from belonging as b
    inner join torn as t on b.person_id = t.person_id
    union all
    select 'family_in_two_villages' as kind, v.family_id, null as person_id
    from (
        select s.family_id, s.village_code_kemendagri from standing as s
        union
        select r.family_id, r.village_code_kemendagri from family_rows as r
    ) as v
    group by v.family_id
    having count(*) > 1
    union all
    select 'one_person_leftover' as kind, b.family_id, b.person_id
    from belonging as b
    inner join families as f on b.family_id = f.family_id
    inner join torn as t on b.person_id = t.person_id
    where f.persons = 1
    union all
    select 'head_without_family_row' as kind, f.family_id, f.head_person_id as person_id
    from in_both_files as f
    where f.family_id not in (select r.family_id from family_rows as r)
    union all
    select 'family_row_without_persons' as kind, f.family_id, null as person_id
    from in_both_files as f
    where f.family_id not in (select s.family_id from standing as s where s.source = 'p3ke')
)

select
    o.kind,
    o.family_id,
    o.person_id,
    f.village_code_kemendagri
from found as o
inner join families as f on o.family_id = f.family_id
union all
select
    'dead_but_listed' as kind,
    d.family_id,
    d.person_id,
    d.village_code_kemendagri
from dead_but_listed as d
where d.village_code_kemendagri is not null
$$;
comment on function registry.finding_as_of is
'What is odd about families and people in a month, as known now: to look at, no error. person_in_two_families: stands on lists of this family and of another; family_in_two_villages: its lists stand in several; one_person_leftover: a list of one who belongs to another family; head_without_family_row: people of a P3KE family without its row; family_row_without_persons: the row without its people; dead_but_listed: a row says that the person is dead, another record lists them still. The village is where the family is counted, of dead_but_listed the person';
