-- What the linkage and staging leave open in each village, and what of it is to be expected.
-- Grain: one row per period, village and source (p3ke, dtks, both, any). No suppression: for officials.
-- Questions are those of padan review as they stand now: one or two people. Rows set aside are spread
-- over the villages of their sheet; where no row of it was staged, over those of their file.
with asked as materialized (
    select
        q.kind,
        l.person_id as left_person_id,
        r.person_id as right_person_id,
        -- The pair and its clusters both weigh; the surer of the two holds.
        case q.kind
            when 'join' then least(q.weight, q.weight_between)
            else -greatest(q.weight, q.weight_between)
        end as log_odds
    from linkage.review as q
    inner join registry.identity as l on q.left_node_id = l.node_id
    inner join registry.identity as r on q.right_node_id = r.node_id
),

-- What the other answer changes; a join counts half in each village.
changes as (
    select
        v.village_code_kemendagri,
        x.source,
        x.change * v.share as change,
        1 / (1 + exp(-greatest(least(a.log_odds, 30), -30))) as probability
    from asked as a
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

standing as materialized (
    select distinct source, delivered_period
    from registry.coverage
    where period = :period and kind = 'person'
),

aside as materialized (
    select q.source, q.period, q.drop_id, q.sheet_no, count(*) as rows
    from quarantine.row as q
    inner join standing as s on q.source = s.source and q.period = s.delivered_period
    inner join ops.drop as d on q.drop_id = d.drop_id and d.state = 'accepted'
    where q.kind = 'person' and not 'total_row' = any(q.reasons)
    group by q.source, q.period, q.drop_id, q.sheet_no
),

staged as materialized (
    select p.drop_id, p.sheet_no, p.village_code_kemendagri, count(*) as rows
    from (select distinct period, drop_id from aside) as a
    inner join staging.person as p on a.period = p.period and a.drop_id = p.drop_id
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
        a.rows * s.rows / sum(s.rows) over (partition by a.drop_id, a.sheet_no) as rows
    from aside as a
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
    round(cast(a.questions as numeric), 1) as persons_undecided,
    round(cast(a.change as numeric), 3) as expected_change,
    round(cast(a.doubt as numeric), 3) as expected_wrong,
    round(cast(a.variance as numeric), 3) as variance_change,
    round(cast(a.rows as numeric), 3) as rows_set_aside,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and a.source = s.source
