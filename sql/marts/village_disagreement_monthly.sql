-- People whom a record places in another village than the registry does, and how many of them live
-- there: the rule is in docs/bounds.md.
-- Grain: one row per period, village, other village, source and decile (null: all), where there is any.
-- Needs fresh_village_population_monthly. No suppression: for officials.
with torn as materialized (
    select person_id
    from standing_row
    group by person_id
    having min(village_code_kemendagri) <> max(village_code_kemendagri)
),

-- A source speaks once for a village, however often it repeats itself.
claims as materialized (
    select
        r.person_id,
        r.village_code_kemendagri,
        count(distinct r.source) as sources,
        min(r.list) as list
    from (
        select
            t.person_id,
            s.village_code_kemendagri,
            s.source,
            s.list
        from torn as t
        inner join standing_row as s on t.person_id = s.person_id
    ) as r
    group by r.person_id, r.village_code_kemendagri
),

-- Capture by two sources: a record is wrong at the rate at which two of them differ, by half.
wrong_record as materialized (
    select (count(t.person_id) + 1) / (2 * count(*) + 2.0) as rate
    from listed_person as p
    left join torn as t on p.person_id = t.person_id
    where p.in_p3ke and p.in_dtks
),

sizes as materialized (
    select village_code_kemendagri, persons
    from fresh_village_population_monthly
    where source = 'any' and desil is null
),

-- Bayes: many more live in a large village, and each record that says otherwise is wrong at the rate.
likely as materialized (
    select
        p.person_id,
        p.village_code_kemendagri,
        c.village_code_kemendagri as other_village_code_kemendagri,
        c.list,
        p.in_p3ke,
        p.in_dtks,
        p.desil,
        sum(power(w.rate, -c.sources) * (coalesce(z.persons, 0) + 1))
        over (partition by c.person_id) as all_odds,
        power(w.rate, -c.sources) * (coalesce(z.persons, 0) + 1) as odds
    from claims as c
    inner join listed_person as p on c.person_id = p.person_id
    left join sizes as z on c.village_code_kemendagri = z.village_code_kemendagri
    cross join wrong_record as w
),

-- People of one list go wrong together: a list counts as one draw.
lists as (
    select
        l.village_code_kemendagri,
        l.other_village_code_kemendagri,
        x.source,
        d.desil,
        l.list,
        count(*) as persons,
        cast(avg(l.odds / l.all_odds) as decimal(13, 12)) as probability
    from likely as l
    cross join lateral (
        values
        ('p3ke', l.in_p3ke, l.desil),
        ('dtks', l.in_dtks, 0),
        ('both', l.in_p3ke and l.in_dtks, l.desil),
        ('any', true, l.desil)
    ) as x (source, is_in, desil)
    cross join lateral (values (x.desil), (null)) as d (desil)
    where x.is_in and l.village_code_kemendagri <> l.other_village_code_kemendagri
    group by
        l.village_code_kemendagri, l.other_village_code_kemendagri, x.source, d.desil, l.list
),

-- A family lives where most of its people do: it is torn where more than half of them are.
torn_families as (
    select
        f.family_id,
        f.village_code_kemendagri,
        l.other_village_code_kemendagri,
        f.in_p3ke,
        f.in_dtks,
        cast(avg(l.odds / l.all_odds) as decimal(13, 12)) as probability
    from likely as l
    inner join family_person as m on l.person_id = m.person_id
    inner join family as f on m.family_id = f.family_id
    where l.other_village_code_kemendagri <> f.village_code_kemendagri
    group by
        f.family_id,
        f.village_code_kemendagri,
        l.other_village_code_kemendagri,
        f.in_p3ke,
        f.in_dtks,
        f.persons
    having 2 * count(*) > f.persons
),

-- Twelve decimals, exact from here on: sums are the same in whatever order they are added up.
draws as (
    select
        village_code_kemendagri,
        other_village_code_kemendagri,
        source,
        desil,
        persons,
        probability,
        0 as families,
        cast(0 as decimal(13, 12)) as family_probability
    from lists
    union all
    select
        t.village_code_kemendagri,
        t.other_village_code_kemendagri,
        x.source,
        d.desil,
        0,
        0,
        1,
        t.probability
    from torn_families as t
    left join listed_family as p on t.family_id = p.family_id
    cross join lateral (
        values
        ('p3ke', t.in_p3ke, coalesce(p.desil, 0)),
        ('dtks', t.in_dtks, 0),
        ('both', t.in_p3ke and t.in_dtks, coalesce(p.desil, 0)),
        ('any', true, coalesce(p.desil, 0))
    ) as x (source, is_in, desil)
    cross join lateral (values (x.desil), (null)) as d (desil)
    where x.is_in
)

select
    cast(:period as date) as period,
    f.village_code_kemendagri,
    f.other_village_code_kemendagri,
    f.source,
    cast(f.desil as smallint) as desil,
    cast(sum(f.persons) as integer) as persons,
    cast(sum(f.families) as integer) as families,
    cast(sum(f.persons * f.persons) as integer) as persons_squared,
    cast(sum(f.persons * f.probability) as decimal(18, 3)) as expected_persons,
    cast(sum(f.persons * f.persons * f.probability * (1 - f.probability)) as decimal(18, 3))
        as variance_persons,
    cast(sum(f.family_probability) as decimal(18, 3)) as expected_families,
    cast(
        sum(f.family_probability * (1 - f.family_probability)) as decimal(18, 3)
    ) as variance_families,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from draws as f
inner join source_state as s
    on f.village_code_kemendagri = s.village_code_kemendagri and f.source = s.source
group by
    f.village_code_kemendagri,
    f.other_village_code_kemendagri,
    f.source,
    f.desil,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
