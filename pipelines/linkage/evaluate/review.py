"""What a review would bring: the queue's questions answered by the truth, as far as people get."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipelines.engine import open_engine
from pipelines.linkage.decisions import DECISION_SCHEMA, DIFFERENT, SAME
from pipelines.linkage.evaluate.pairs import PairFigures, count_pairs
from pipelines.linkage.evaluate.standing import Standing
from pipelines.linkage.model import Model
from pipelines.linkage.resolve import resolve

# Nobody looks at more people than this share of all.
REVIEWED_SHARE = 0.01
# Answers bring new questions: so often is the linkage run again, as months do.
ROUNDS = 3

Answers = dict[tuple[int, int], str]


@dataclass(frozen=True)
class ReviewGain:
    """Figures over all pairs, before and after a simulated review.

    Attributes:
        people: People as linked, over all months.
        questions: Questions open before the review.
        answered: Questions answered.
        people_shown: People that these were about; a question shows one or two.
        before: Pairs of rows of one month as linked.
        after: The same with the answers.
    """

    people: int
    questions: int
    answered: int
    people_shown: int
    before: PairFigures
    after: PairFigures


def simulate_review(standing: Standing, rows: pa.Table, model: Model) -> ReviewGain:
    """Answer questions by truth until 1% of the people were shown, and cluster anew.

    A question is in the order of the queue; a node belongs to whom most of its rows belong.

    Args:
        standing: What the warehouse holds; decisions taken count.
        rows: `period, node_id, true_person_id`.
        model: Newest version.
    """
    answers: Answers = {}
    shown: set[int] = set()
    with open_engine() as engine:
        before = _link(engine, standing, rows, model, answers)
        people = _count(engine, "select count(distinct cluster) from clustered")
        questions = _count(engine, "select count(*) from question")
        after = before
        for _ in range(ROUNDS):
            fresh = _answer(engine, shown, int(people * REVIEWED_SHARE))
            if not fresh:
                break
            answers |= fresh
            after = _link(engine, standing, rows, model, answers)
    return ReviewGain(people, questions, len(answers), len(shown), before, after)


def _link(
    engine: duckdb.DuckDBPyConnection,
    standing: Standing,
    rows: pa.Table,
    model: Model,
    answers: Answers,
) -> PairFigures:
    decisions = pa.concat_tables([standing.decisions, _decisions(answers)])
    resolve(engine, standing.nodes, standing.pairs, model, decisions)
    engine.register("known_row", rows)
    engine.execute("""
        create or replace temp table linked as
        select k.period, k.true_person_id, c.cluster as person_id, n.i
        from known_row as k
        inner join node as n on k.node_id = n.node_id
        inner join clustered as c on n.i = c.i
    """)
    engine.unregister("known_row")
    return count_pairs(engine, "linked")


def _decisions(answers: Answers) -> pa.Table:
    # Newer than all that people took.
    first = 1 << 30
    taken = [
        {
            "decision_id": first + number,
            "left_node_id": left,
            "right_node_id": right,
            "verdict": verdict,
        }
        for number, ((left, right), verdict) in enumerate(answers.items())
    ]
    return pa.Table.from_pylist(taken, schema=DECISION_SCHEMA)


def _answer(engine: duckdb.DuckDBPyConnection, shown: set[int], most: int) -> Answers:
    """Answer what the budget of people allows; adds those shown."""
    asked = engine.execute("""
        with owner as (
            select i, arg_min(true_person_id, (-rows, true_person_id)) as person
            from (select i, true_person_id, count(*) as rows from linked group by all)
            group by i
        )
        select l.node_id, r.node_id, a.person = b.person, x.cluster, y.cluster
        from question as q
        inner join node as l on q.l = l.i
        inner join node as r on q.r = r.i
        inner join clustered as x on q.l = x.i
        inner join clustered as y on q.r = y.i
        inner join owner as a on q.l = a.i
        inner join owner as b on q.r = b.i
        order by q.expected_change desc, q.settles desc, l.node_id, r.node_id
    """).fetchall()
    answers: Answers = {}
    for left, right, is_same, *clusters in asked:
        if len(shown.union(clusters)) <= most:
            shown.update(clusters)
            answers[left, right] = SAME if is_same else DIFFERENT
    return answers


def _count(engine: duckdb.DuckDBPyConnection, query: str) -> int:
    (row,) = engine.execute(query).fetchall()
    return int(row[0])
