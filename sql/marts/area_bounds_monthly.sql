-- Headline counts with what they may truly be; the rule and its sources are in docs/bounds.md.
-- Grain: one row per period, level, area, figure, source and decile (null: all).
-- Needs the fresh tables of population, disagreement, membership and undecided, and family_person,
-- family, listed_family, listed_person and standing_row. For officials.
with areas as materialized (
    select v.village_code_kemendagri, v.kecamatan_code_kemendagri, x.level, x.area_code_kemendagri
    from village as v
    cross join lateral (
        values
        ('village', v.village_code_kemendagri),
        ('kecamatan', v.kecamatan_code_kemendagri),
        ('regency', substr(v.village_code_kemendagri, 1, 4))
    ) as x (level, area_code_kemendagri)
),

moves as materialized (
    select
        a.level,
        a.area_code_kemendagri,
        b.area_code_kemendagri as other_area_code_kemendagri,
        f.*
    from fresh_village_disagreement_monthly as f
    inner join areas as a on f.village_code_kemendagri = a.village_code_kemendagri
    inner join areas as b
        on f.other_village_code_kemendagri = b.village_code_kemendagri and a.level = b.level
    where a.area_code_kemendagri <> b.area_code_kemendagri
),

-- People whom one record alone places, and of what they are a part.
singles as materialized (
    select
        p.village_code_kemendagri,
        p.source,
        p.desil,
        p.persons,
        p.families,
        p.persons / nullif(
            cast(
                sum(p.persons) filter (where p.desil is null)
                over (partition by p.village_code_kemendagri, p.source) as numeric
            ), 0
        ) as share,
        case
            when p.source = 'both' then 0
            else greatest(coalesce(p.persons, 0) - coalesce(b.persons, 0), 0)
        end as singles
    from fresh_village_population_monthly as p
    inner join fresh_village_population_monthly as b
        on
            b.source = 'both'
            and p.village_code_kemendagri = b.village_code_kemendagri
            and b.desil is not distinct from case when p.source <> 'dtks' then p.desil end
),

-- What is seen where two records speak, for all: how often one is wrong, and how many move at once.
rates as materialized (
    select
        (coalesce(m.disagreeing, 0) + 1) / (2 * b.persons + 2.0) as wrong_record,
        coalesce(m.squared / m.persons, 1) as persons_at_once,
        coalesce(m.families / m.persons, 1) as families_at_once,
        (l.alone_elsewhere + 1) / (l.alone_elsewhere + 2 * f.alone + 2.0) as left_over,
        -- Somebody stands alone on one list and with others on another: which is wrong, by how often
        -- people live alone and how often lists err in either way. At most: the middle is taken.
        (f.alone * l.with_others_elsewhere + 1)
        / (f.alone * l.with_others_elsewhere + l.persons * l.alone_elsewhere + 2.0) / 2 as own_family,
        (p.persons + 1) / (f.families + 1.0) as size
    from (
        select
            sum(persons) filter (where source = 'both') as disagreeing,
            cast(sum(persons) filter (where source = 'any') as numeric) as persons,
            sum(families) filter (where source = 'any') as families,
            sum(persons_squared) filter (where source = 'any') as squared
        from fresh_village_disagreement_monthly
        where desil is null
    ) as m
    cross join (
        select coalesce(sum(persons), 0) as persons
        from fresh_village_population_monthly
        where source = 'both' and desil is null
    ) as b
    cross join (
        select
            count(*) as persons,
            coalesce(sum(f.alone_elsewhere), 0) as alone_elsewhere,
            coalesce(sum(f.with_others_elsewhere), 0) as with_others_elsewhere
        from family_person as f
        inner join listed_person as p on f.person_id = p.person_id
        where p.in_p3ke and p.in_dtks
    ) as l
    cross join (
        select
            coalesce(sum(families_of_one_person) filter (where source = 'both'), 0) as alone,
            coalesce(sum(families) filter (where source = 'any'), 0) as families
        from fresh_village_membership_monthly
        where desil is null
    ) as f
    cross join (select count(*) as persons from family_person) as p
),

reach as materialized (
    select
        l.level,
        coalesce(sum(m.persons) filter (where m.level = l.level), 0)
        / greatest(sum(m.persons) filter (where m.level = 'village'), 1.0) as share
    from (values ('village'), ('kecamatan'), ('regency')) as l (level)
    left join moves as m on m.source = 'any' and m.desil is null
    group by l.level
),

-- Where wrong records say that people live, by those seen; halfway to the kecamatan's mean.
wrong_places as materialized (
    select
        village_code_kemendagri,
        (wrong + avg(wrong) over (partition by kecamatan_code_kemendagri) + 0.001)
        / sum(2 * wrong + 0.001) over () as share
    from (
        select a.village_code_kemendagri, a.kecamatan_code_kemendagri, coalesce(sum(w.wrong), 0) as wrong
        from areas as a
        left join (
            select village_code_kemendagri, expected_persons as wrong
            from fresh_village_disagreement_monthly
            where source = 'any' and desil is null
            union all
            select other_village_code_kemendagri, persons - expected_persons
            from fresh_village_disagreement_monthly
            where source = 'any' and desil is null
        ) as w on a.village_code_kemendagri = w.village_code_kemendagri
        where a.level = 'village'
        group by a.village_code_kemendagri, a.kecamatan_code_kemendagri
    ) as counted
),

unseen as (
    select
        s.village_code_kemendagri,
        s.source,
        s.desil,
        r.wrong_record * s.singles as missing,
        r.wrong_record * w.share * sum(s.singles) over (partition by s.source, s.desil) as astray
    from singles as s
    inner join wrong_places as w on s.village_code_kemendagri = w.village_code_kemendagri
    cross join rates as r
),

-- What a source sets aside another may still list; among deciles as those who are listed.
open_cases as (
    select
        s.village_code_kemendagri,
        s.source,
        s.desil,
        u.change * s.share as change,
        u.variance * s.share as variance,
        u.doubt * s.share as doubt,
        u.set_aside * s.share as set_aside
    from singles as s
    inner join (
        select
            c.village_code_kemendagri,
            x.source,
            sum(c.expected_change) filter (where x.source = c.source) as change,
            sum(c.variance_change) filter (where x.source = c.source) as variance,
            sum(c.expected_wrong) filter (where x.source = c.source) as doubt,
            sum(c.rows_set_aside * x.share) as set_aside
        from fresh_village_undecided_monthly as c
        left join (
            select source, sum(singles) / nullif(sum(persons), 0) as share
            from singles
            where desil is null
            group by source
        ) as alone on c.source = alone.source
        cross join lateral (
            values
            (c.source, 1),
            ('any', case when c.source <> 'any' then coalesce(alone.share, 1) end),
            ('both', case when c.source <> 'both' then 1 - coalesce(alone.share, 1) end)
        ) as x (source, share)
        where x.share is not null
        group by c.village_code_kemendagri, x.source
    ) as u on s.village_code_kemendagri = u.village_code_kemendagri and s.source = u.source
),

-- Whose rows name no list: they too live in families, which nobody counts.
on_no_list as (
    select
        s.village_code_kemendagri,
        s.source,
        s.desil,
        coalesce(sum(p.persons), 0) as persons
    from singles as s
    left join (
        select p.village_code_kemendagri, p.in_p3ke, p.in_dtks, p.desil, count(*) as persons
        from listed_person as p
        where p.person_id not in (select person_id from family_person)
        group by p.village_code_kemendagri, p.in_p3ke, p.in_dtks, p.desil
    ) as p
        on
            s.village_code_kemendagri = p.village_code_kemendagri
            and case s.source
                when 'p3ke' then p.in_p3ke
                when 'dtks' then p.in_dtks
                when 'both' then p.in_p3ke and p.in_dtks
                else true
            end
            and coalesce(s.desil = case when s.source = 'dtks' then 0 else p.desil end, true)
    group by s.village_code_kemendagri, s.source, s.desil
),

-- In a source only by people who stand with others on a list of another family too, or who would be, were
-- they theirs: two lists speak, and nobody knows which is right.
in_question as (
    select
        f.village_code_kemendagri,
        q.source,
        d.desil,
        sum(q.shift) as shift,
        count(*) as families
    from (
        select f.family_id, x.source, -1 as shift
        from family_person as f
        inner join listed_person as p on f.person_id = p.person_id
        cross join lateral (
            values
            ('p3ke', p.in_p3ke), ('dtks', p.in_dtks), ('both', p.in_p3ke and p.in_dtks)
        ) as x (source, is_in)
        where
            x.is_in
            and f.family_id in (
                select t.family_id from family_person as t where t.with_others_elsewhere > 0
            )
        group by f.family_id, x.source
        having bool_and(f.with_others_elsewhere > 0)
        union all
        select distinct f.family_id, x.source, 1
        from family_person as m
        inner join listed_person as p on m.person_id = p.person_id
        inner join standing_row as r on m.person_id = r.person_id and m.family_id <> r.family_id
        inner join family as f on r.family_id = f.family_id
        cross join lateral (
            values
            ('p3ke', p.in_p3ke and not f.in_p3ke),
            ('dtks', p.in_dtks and not f.in_dtks),
            ('both', p.in_p3ke and p.in_dtks and not (f.in_p3ke and f.in_dtks))
        ) as x (source, is_in)
        where m.with_others_elsewhere > 0 and x.is_in
    ) as q
    inner join family as f on q.family_id = f.family_id
    left join listed_family as l on q.family_id = l.family_id
    cross join lateral (
        values (case when q.source = 'dtks' then 0 else coalesce(l.desil, 0) end), (null)
    ) as d (desil)
    group by f.village_code_kemendagri, q.source, d.desil
),

village_parts as (
    select
        village_code_kemendagri,
        'persons' as figure,
        source,
        desil,
        persons as value,
        0.0 as shift,
        0.0 as variance,
        0.0 as doubt
    from singles
    union all
    select
        s.village_code_kemendagri,
        'families',
        s.source,
        s.desil,
        s.families,
        u.persons / r.size
        - r.left_over * m.families_of_one_person_in_one_source
        + r.own_family * m.families_left_over,
        u.persons / r.size
        + r.left_over * (1 - r.left_over) * m.families_of_one_person_in_one_source
        + r.own_family * (1 - r.own_family) * m.families_left_over,
        r.own_family * m.families_left_over
    from singles as s
    inner join fresh_village_membership_monthly as m
        on
            s.village_code_kemendagri = m.village_code_kemendagri
            and s.source = m.source
            and s.desil is not distinct from m.desil
    inner join on_no_list as u
        on
            s.village_code_kemendagri = u.village_code_kemendagri
            and s.source = u.source
            and s.desil is not distinct from u.desil
    cross join rates as r
    union all
    select o.village_code_kemendagri, x.figure, o.source, o.desil, null, x.shift, x.variance, x.doubt
    from open_cases as o
    cross join rates as r
    cross join lateral (
        values
        ('persons', o.change + o.set_aside, o.variance + o.set_aside, o.doubt),
        ('families', o.set_aside / r.size, o.set_aside / r.size, 0)
    ) as x (figure, shift, variance, doubt)
    union all
    select village_code_kemendagri, 'families', source, desil, null, shift / 2.0, families / 4.0, 0
    from in_question
),

parts as (
    select
        a.level,
        a.area_code_kemendagri,
        v.figure,
        v.source,
        v.desil,
        v.value,
        v.shift,
        v.variance,
        v.doubt
    from village_parts as v
    inner join areas as a on v.village_code_kemendagri = a.village_code_kemendagri
    union all
    select a.level, a.area_code_kemendagri, x.figure, u.source, u.desil, null, x.shift, x.variance, 0
    from unseen as u
    inner join areas as a on u.village_code_kemendagri = a.village_code_kemendagri
    inner join reach as h on a.level = h.level
    cross join rates as r
    cross join lateral (
        values
        (
            'persons',
            h.share * (u.missing - u.astray),
            h.share * (u.missing + u.astray) * r.persons_at_once
        ),
        (
            'families',
            h.share * (u.missing - u.astray) * r.families_at_once,
            h.share * (u.missing + u.astray) * r.families_at_once
        )
    ) as x (figure, shift, variance)
    union all
    select m.level, x.area_code_kemendagri, x.figure, m.source, m.desil, null, x.shift, x.variance, 0
    from moves as m
    cross join lateral (
        values
        (m.area_code_kemendagri, 'persons', -m.expected_persons, m.variance_persons),
        (m.other_area_code_kemendagri, 'persons', m.expected_persons, m.variance_persons),
        (m.area_code_kemendagri, 'families', -m.expected_families, m.variance_families),
        (m.other_area_code_kemendagri, 'families', m.expected_families, m.variance_families)
    ) as x (area_code_kemendagri, figure, shift, variance)
),

-- Twelve decimals, exact: sums are the same in whatever order they are added up.
exact as (
    select
        level,
        area_code_kemendagri,
        figure,
        source,
        desil,
        value,
        cast(shift as decimal(30, 12)) as shift,
        cast(variance as decimal(30, 12)) as variance,
        cast(doubt as decimal(30, 12)) as doubt
    from parts
),

added as (
    select
        level,
        area_code_kemendagri,
        figure,
        source,
        desil,
        sum(value) as value,
        sum(value) + coalesce(sum(shift), 0) as likely,
        -- Persons go astray by whole lists: few draws are no normal, so wider than its 95%. Families are
        -- one draw each. Probabilities of pairs may all be off together: that does not average out.
        case figure when 'families' then 2.2 else 2.5 end
        * sqrt(coalesce(sum(variance), 0) + power(coalesce(sum(doubt), 0), 2)) as margin
    from exact
    group by level, area_code_kemendagri, figure, source, desil
),

state as (
    select
        a.level,
        a.area_code_kemendagri,
        s.source,
        min(s.as_of_p3ke) as as_of_p3ke,
        min(s.as_of_dtks) as as_of_dtks,
        bool_and(s.is_delivered) as is_delivered
    from source_state as s
    inner join areas as a on s.village_code_kemendagri = a.village_code_kemendagri
    group by a.level, a.area_code_kemendagri, s.source
)

select
    cast(:period as date) as period,
    a.level,
    a.area_code_kemendagri,
    a.figure,
    a.source,
    cast(a.desil as smallint) as desil,
    cast(a.value as integer) as value,
    cast(greatest(least(a.value, floor(a.likely - a.margin + 0.5)), 0) as integer) as low,
    cast(greatest(a.value, ceil(a.likely + a.margin - 0.5)) as integer) as high,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from added as a
inner join state as s
    on
        a.level = s.level
        and a.area_code_kemendagri = s.area_code_kemendagri
        and a.source = s.source
