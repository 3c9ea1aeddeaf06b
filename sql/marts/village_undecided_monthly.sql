-- What the linkage and staging leave open in each village, and what of it is to be expected.
-- Grain: one row per period, village and source (p3ke, dtks, both, any). No suppression: for officials.
-- Questions are those of padan review as they stand now: one or two people. Rows set aside are spread
-- over the villages of their sheet; where no row of it was staged, over those of their file.
-- What the other answer changes; a join counts half in each village. Twelve decimals, exact from here
-- on: sums are the same in whatever order they are added up.
with changes as (
    select
        v.village_code_kemendagri,
        x.source,
        x.change * v.share as change,
        cast(1 / (1 + exp(-greatest(least(a.log_odds, 30), -30))) as decimal(13, 12)) as probability
    from question as a
    inner join listed_person as l on a.left_person_id = l.person_id
    inner join listed_person as r on a.right_person_id = r.person_id
    cross join lateral (
        values
        ('any', case a.kind when 'join' then -1 else 1 end),
        ('p3ke', case when a.kind = 'join' and l.in_p3ke and r.in_p3ke then -1 else 0 end),
        ('dtks', case when a.kind = 'join' and l.in_dtks and r.in_dtks then -1 else 0 end),
        (
            'both',
            case
                when a.kind = 'part' then -(l.in_p3ke and l.in_dtks)::integer
                else
                    ((l.in_p3ke or r.in_p3ke) and (l.in_dtks or r.in_dtks))::integer
                    - (l.in_p3ke and l.in_dtks)::integer
                    - (r.in_p3ke and r.in_dtks)::integer
            end
        )
    ) as x (source, change)
    cross join lateral (
        values (l.village_code_kemendagri, 0.5), (r.village_code_kemendagri, 0.5)
    ) as v (village_code_kemendagri, share)
    where x.change <> 0
),

staged as materialized (
    select p.drop_id, p.sheet_no, p.village_code_kemendagri, count(*) as rows
    from staged_person as p
    where p.drop_id in (select drop_id from set_aside_sheet)
    group by p.drop_id, p.sheet_no, p.village_code_kemendagri
),

sheets as materialized (
    select drop_id, sheet_no, sum(rows) as rows
    from staged
    group by drop_id, sheet_no
),

spread as (
    select
        a.source,
        s.village_code_kemendagri,
        cast(
            a.rows * s.rows / sum(s.rows) over (partition by a.drop_id, a.sheet_no) as decimal(24, 12)
        ) as rows
    from set_aside_sheet as a
    left join sheets as h on a.drop_id = h.drop_id and a.sheet_no = h.sheet_no
    inner join staged as s
        on a.drop_id = s.drop_id and (h.sheet_no is null or a.sheet_no = s.sheet_no)
),

parts as (
    select
        village_code_kemendagri,
        source,
        abs(change) as questions,
        change * probability as change,
        abs(change) * probability as doubt,
        change * change * probability * (1 - probability) as variance,
        0 as rows
    from changes
    union all
    select village_code_kemendagri, source, 0, 0, 0, 0, rows
    from spread
    union all
    select village_code_kemendagri, source, 0, 0, 0, 0, 0
    from source_state
),

added as (
    select
        village_code_kemendagri,
        source,
        sum(questions) as questions,
        sum(change) as change,
        sum(doubt) as doubt,
        sum(variance) as variance,
        sum(rows) as rows
    from parts
    group by village_code_kemendagri, source
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.source,
    cast(a.questions as decimal(18, 1)) as persons_undecided,
    cast(a.change as decimal(18, 3)) as expected_change,
    cast(a.doubt as decimal(18, 3)) as expected_wrong,
    cast(a.variance as decimal(18, 3)) as variance_change,
    cast(a.rows as decimal(18, 3)) as rows_set_aside,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and a.source = s.source
