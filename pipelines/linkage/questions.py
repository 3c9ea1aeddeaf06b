"""Questions: which pairs a person should decide, because the answer would change something.

Most doubtful pairs are moot: others have decided between their clusters. So a question is about two
clusters that a doubtful pair would join, or about two parts of one cluster that only doubtful pairs
hold together, and it is asked by the pair that tells most.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.linkage.constraints import LISTED_TWICE
from pipelines.linkage.decisions import DIFFERENT, SAME, UNKNOWN
from pipelines.linkage.families import IN_FAMILY
from pipelines.linkage.model import Thresholds

JOIN, PART = "join", "part"


# A person said one person; the weight of now says clearly two.
_DOUBTED = "now.weight < {low} and now.weight <= d.seen_weight - {margin}"


def ask(engine: duckdb.DuckDBPyConnection, thresholds: Thresholds) -> int:
    """Make the table `question`, one row for each two clusters or parts; returns how many.

    Columns: `l`, `r` (the pair that tells most), `kind`, its levels and `weight`,
    `weight_between`, `counts_changed`, `expected_change` (the order of the queue, with `settles`),
    `settles`, `contradicts_decision_id`.

    Args:
        engine: Has `node`, `pair`, `closing`, `clustered` and `decision`.
        thresholds: Say how wide the review band is, and what is moot.
    """
    _part_clusters(engine, thresholds)
    for statement in (
        *(JUDGED, DECIDED_UNITS, BETWEEN, DOUBTFUL, FORBIDDEN),
        *(ASKED, CHANGED, QUESTION),
    ):
        engine.execute(
            statement.format(
                low=thresholds.review_from,
                high=thresholds.review_to,
                margin=thresholds.contradiction,
                keep=thresholds.keep,
                link=thresholds.link,
                clip=thresholds.clip,
                moot=thresholds.moot,
            )
        )
    (count,) = engine.execute("select count(*) from question").fetchall()
    return int(count[0])


def _part_clusters(engine: duckdb.DuckDBPyConnection, thresholds: Thresholds) -> None:
    """Make `part (i, cluster, part)`: nodes of a cluster that strong pairs or decisions hold."""
    (row,) = engine.execute("select count(*) from node").fetchall()
    count = int(row[0])
    doubted = _DOUBTED.format(low=thresholds.review_from, margin=thresholds.contradiction)
    strong = engine.sql(f"""
        select p.l, p.r
        from (
            select l, r from pair where weight > {thresholds.review_to}
            union all
            select l, r from closing where weight > {thresholds.review_to}
            union all
            select d.l, d.r
            from decision as d
            left join pair as now on d.l = now.l and d.r = now.r
            where d.verdict = '{SAME}' and not coalesce({doubted}, false)
        ) as p
        inner join clustered as a on p.l = a.i
        inner join clustered as b on p.r = b.i and a.cluster = b.cluster
    """).to_arrow_table()
    left, right = strong["l"].to_numpy(), strong["r"].to_numpy()
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    # The first node with a label is its smallest.
    _, smallest = np.unique(labels, return_index=True)
    engine.register("parts", pa.table({"i": np.arange(count), "part": smallest[labels]}))
    engine.execute("""
        create or replace temp table part as
        select c.i, c.cluster, p.part
        from clustered as c
        inner join parts as p on c.i = p.i
    """)
    engine.unregister("parts")


_LEVELS = ", ".join(comparison.name for comparison in IN_FAMILY)

# What a question is about: two clusters, or two parts of one.
_UNITS = """a.cluster = b.cluster as is_one,
    case when is_one then least(a.part, b.part) else least(a.cluster, b.cluster) end as a_unit,
    case when is_one then greatest(a.part, b.part)
        else greatest(a.cluster, b.cluster) end as b_unit"""
_SAME_UNITS = "d.is_one = u.is_one and d.a_unit = u.a_unit and d.b_unit = u.b_unit"

JUDGED = f"""
create or replace temp table judged as
select p.l, p.r, p.weight, {_UNITS}
from (select l, r, weight from pair union all select l, r, weight from closing) as p
inner join part as a on p.l = a.i
inner join part as b on p.r = b.i
where a.part <> b.part
"""

DECIDED_UNITS = f"""
create or replace temp table decided_unit as
select d.*, {_UNITS}
from decision as d
inner join part as a on d.l = a.i
inner join part as b on d.r = b.i
"""

# The heaviest pair tells most: it is the best reason to think of one person.
BETWEEN = """
create or replace temp table between_units as
with near as (
    select is_one, a_unit, b_unit from judged where weight >= {low}
    union
    select is_one, a_unit, b_unit from decided_unit
)
select is_one, a_unit, b_unit,
    max(weight) as weight,
    arg_min(struct_pack(l := l, r := r), row(-weight, l, r)) as telling,
    round(sum(greatest(least(weight - {link}, {clip}), -{clip})), 6) as weight_between
from judged
semi join near using (is_one, a_unit, b_unit)
group by is_one, a_unit, b_unit
"""

DOUBTFUL = f"""
create or replace temp table doubtful as
select u.*
from between_units as u
where u.weight between {{low}} and {{high}}
    and abs(u.weight_between) <= {{moot}}
    and not exists (
        select 1 from decided_unit as d
        where {_SAME_UNITS}
    )
"""

# Two entries of one list in one month are two people: that these are apart is no question.
FORBIDDEN = f"""
create or replace temp table forbidden as
with met as (
    select d.a_unit, d.b_unit, least(a.i, b.i) as l, greatest(a.i, b.i) as r
    from doubtful as d
    inner join part as a on d.a_unit = a.cluster
    inner join part as b on d.b_unit = b.cluster
    where not d.is_one
)
select distinct m.a_unit, m.b_unit
from met as m
inner join node as a on m.l = a.i
inner join node as b on m.r = b.i
left join (
    select l, r, {_LEVELS} from pair union all select l, r, {_LEVELS} from closing
) as p on m.l = p.l and m.r = p.r
where a.list = b.list and a.months & b.months <> 0 and not coalesce({LISTED_TWICE}, false)
"""

# A decision is asked again only where what is known now speaks against it.
ASKED = f"""
create or replace temp table asked as
select d.is_one, d.a_unit, d.b_unit, d.telling.l as l, d.telling.r as r, d.weight,
    d.weight_between, null::integer as contradicts_decision_id
from doubtful as d
left join forbidden as f on not d.is_one and d.a_unit = f.a_unit and d.b_unit = f.b_unit
where f.a_unit is null
union all
select u.is_one, u.a_unit, u.b_unit, u.telling.l, u.telling.r, u.weight, u.weight_between,
    max(d.decision_id)
from decided_unit as d
inner join between_units as u
    on {_SAME_UNITS}
where (
        d.verdict = '{DIFFERENT}' and not d.is_one and u.weight > {{high}}
        and u.weight >= coalesce(d.seen_weight, {{keep}}) + {{margin}}
    )
    or (
        d.verdict = '{UNKNOWN}' and u.weight between {{low}} and {{high}}
        and abs(u.weight - d.seen_weight) >= {{margin}}
    )
    or (d.verdict = '{SAME}' and d.is_one and {_DOUBTED.replace("now.", "u.")})
group by all
"""

# A month and source in which both sides stand counts one person less if they are one; `both` counts
# months in which two sources have the person.
CHANGED = """
create or replace temp table changed as
with sides as (
    select l, r, is_one, 'a' as side, a_unit as unit from asked
    union all
    select l, r, is_one, 'b', b_unit from asked
),
member as (
    select s.l, s.r, s.side, p.i
    from sides as s inner join part as p on s.unit = p.part
    where s.is_one
    union all
    select s.l, s.r, s.side, p.i
    from sides as s inner join part as p on s.unit = p.cluster
    where not s.is_one
),
side as (
    select m.l, m.r, m.side, n.source, n.months
    from member as m
    inner join node as n on m.i = n.i
),
stands as (
    select l, r, side, source, bit_or(months) as months from side group by all
    union all
    select l, r, 'together', source, bit_or(months) from side group by all
),
counted as (
    select l, r, side, source, months from stands
    union all
    select l, r, side, 'any', bit_or(months) from stands group by all
    union all
    select x.l, x.r, x.side, 'both', bit_or(x.months & y.months)
    from stands as x
    inner join stands as y on x.l = y.l and x.r = y.r and x.side = y.side and x.source < y.source
    group by all
),
by_count as (
    select l, r, source,
        sum(case when side = 'together' then -1 else 1 end * bit_count(months)) as change
    from counted
    group by all
)
select l, r, sum(abs(change))::integer as counts_changed from by_count group by l, r
"""

QUESTION = f"""
create or replace temp table question as
with touched as (
    select q.l, q.r, p.cluster from asked as q inner join part as p on q.l = p.i
    union
    select q.l, q.r, p.cluster from asked as q inner join part as p on q.r = p.i
),
sharing as (
    select t.l, t.r, count(distinct row(o.l, o.r))::integer as settles
    from touched as t
    inner join touched as o on t.cluster = o.cluster
    group by t.l, t.r
)
select q.l, q.r, case when q.is_one then '{PART}' else '{JOIN}' end as kind,
    p.* exclude (l, r),
    q.weight, q.weight_between, c.counts_changed, s.settles, q.contradicts_decision_id,
    -- As in sql/review/questions.sql: the other answer is likely where the weights cancel out.
    c.counts_changed / (1 + exp(
        if(q.contradicts_decision_id is null, 1, -1) * least(abs(q.weight_between), 50)
    )) as expected_change
from asked as q
inner join (
    select l, r, {_LEVELS} from pair union all select l, r, {_LEVELS} from closing
) as p on q.l = p.l and q.r = p.r
inner join changed as c on q.l = c.l and q.r = c.r
inner join sharing as s on q.l = s.l and q.r = s.r
"""
