"""What each ingredient of the linkage brings, measured by leaving it out.

`python -m tests.benchmarks.ablation [--persons 20000] [--seed 41]` prints two tables in Markdown:
F1 by pairs of rows of one month with one ingredient left out, the model trained anew on what is
left; and for each blocking rule what it proposes and what only it finds. Truth judges, and trains
nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from unittest.mock import patch

import duckdb
import numpy as np
import pyarrow as pa
from rich.console import Console

from pipelines.engine import open_engine
from pipelines.linkage import clustering, scoring, training
from pipelines.linkage import resolve as chain
from pipelines.linkage.blocking import RULES, BlockingRule, block
from pipelines.linkage.clustering import Edges
from pipelines.linkage.columns import prepare
from pipelines.linkage.comparisons import ALONE, NAME, RELATION
from pipelines.linkage.evaluate import PairEvaluation, evaluate_pairs
from pipelines.linkage.model import Model, Thresholds, load_model
from pipelines.linkage.store import PAIR_SCHEMA
from tests.benchmarks.linkage_sets import LinkageSet, simulated_set

RULE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "NIK": ("SAME_NIK", "SAME_NIK_BUT_LAST_DIGIT_LOST"),
    "birth date": ("SAME_DATE_AND_SOUND", "SAME_DATE_AND_START", "SAME_DATE_AND_VILLAGE"),
    "name in the village": (
        "SAME_SOUND_VILLAGE_SEX",
        "SAME_OTHER_NAME_AND_VILLAGE",
        "SAME_START_VILLAGE_YEAR",
        "SAME_LAST_WORD_VILLAGE_YEAR",
    ),
    "name further away": (
        "SAME_SOUND_YEAR_KECAMATAN",
        "SAME_WORDS_AND_YEAR",
        "SAME_RARE_SOUND_SEX_KECAMATAN",
        "SAME_RARE_SOUND_AND_SEX",
    ),
    "street": ("SAME_STREET_AND_START", "SAME_STREET_SEX_YEAR"),
    "list": ("SAME_LIST_AND_START", "SAME_LIST_SEX_YEAR"),
    "mother": ("SAME_MOTHER_START_KECAMATAN", "SAME_MOTHER_YEAR_SEX"),
    "source key": ("SAME_SOURCE_KEY",),
}
SHOWN = ("all", "p3ke+p3ke", "dtks+dtks", "dtks+p3ke", "twins")
# Levels of `name` that differ in rarity only; the last is the plain one.
RARITIES = sum(name.startswith("EQUAL") for name in NAME.level_names())

DEFAULT = Thresholds()
Engine = duckdb.DuckDBPyConnection
Switch = Callable[[ExitStack], None]
console = Console(width=140, soft_wrap=True)


@dataclass(frozen=True)
class Ablation:
    """One ingredient left out.

    Attributes:
        name: As it stands in the table.
        switch: Takes the ingredient out of the chain for as long as the stack is open.
        thresholds: The chain's thresholds.
    """

    name: str
    switch: Switch = lambda stack: None
    thresholds: Thresholds = DEFAULT


def _replace_in(stack: ExitStack, name: str, value: object, *modules: object) -> None:
    for module in modules:
        stack.enter_context(patch.object(module, name, value))


def without_rules(*left_out: str) -> Switch:
    """Propose pairs by the other rules only."""
    kept = tuple(rule for rule in RULES if rule.name not in left_out)
    return lambda stack: _replace_in(stack, "block", partial(block, rules=kept), chain, training)


def with_levels(change: str) -> Switch:
    """Change the levels of every pair right after it was compared, by an `update … set`."""

    def compare(engine: Engine, table: str = "pair") -> None:
        scoring.compare(engine, table)
        engine.execute(f"update {table} set {change}")

    return lambda stack: _replace_in(stack, "compare", compare, chain, training, clustering)


def without_comparison(name: str) -> Switch:
    """A comparison that is always missing says nothing."""
    return with_levels(f"{name} = 0")


def without_rarity(stack: ExitStack) -> None:
    """Equal names prove the same, be they rare or frequent."""
    with_levels(f"name = {RARITIES} where name between 1 and {RARITIES}")(stack)


def without_family_pass(stack: ExitStack) -> None:
    """Nobody asks the other members of two lists."""

    def nothing(engine: Engine, thresholds: Thresholds, table: str = "pair") -> None:
        return None

    def no_candidates(engine: Engine, thresholds: Thresholds) -> None:
        engine.execute("create or replace temp table candidate (l integer, r integer)")

    _replace_in(stack, "weigh_family_evidence", nothing, chain, training, clustering)
    _replace_in(stack, "propose_relatives", no_candidates, chain, training)


def without_contexts(stack: ExitStack) -> None:
    """One probability for each level, whatever the dates say."""
    _replace_in(stack, "CONTEXTS", {}, scoring)


def without_third_class(stack: ExitStack) -> None:
    """Same person or not: relatives are strangers like others."""
    _replace_in(stack, "FAMILY_SIGNS", {}, scoring, training)
    # Its prior is none, and so is never asked for its logarithm's worth.
    stack.enter_context(np.errstate(divide="ignore"))


def _no_edges(engine: Engine) -> Edges:
    nothing = pa.array([], pa.int64()).to_numpy()
    return Edges(nothing, nothing, pa.array([], pa.float64()).to_numpy())


def without_constraints(stack: ExitStack) -> None:
    """Two entries of one list may become one person."""
    _replace_in(stack, "_constraints", _no_edges, clustering)


def without_closing(stack: ExitStack) -> None:
    """Pairs inside a component that no rule proposed are not looked at."""
    _replace_in(stack, "LARGEST_CLOSED", 0, clustering)


def without_correlation_clustering(stack: ExitStack) -> None:
    """Whoever is connected by links is one person."""
    without_constraints(stack)
    _replace_in(stack, "_contested", lambda components, edges: components != components, clustering)


ABLATIONS = (
    Ablation("all of it"),
    *(
        Ablation(f"without blocking rules: {group}", without_rules(*rules))
        for group, rules in RULE_GROUPS.items()
    ),
    *(
        Ablation(f"without comparison: {comparison.name}", without_comparison(comparison.name))
        for comparison in ALONE
        if comparison is not RELATION
    ),
    Ablation("without comparison: relation", without_comparison(RELATION.name)),
    Ablation("without rarity of names", without_rarity),
    Ablation("without contexts", without_contexts),
    Ablation("without the third class", without_third_class),
    Ablation("without the family pass", without_family_pass),
    Ablation("without cannot-link", without_constraints),
    Ablation("without closing of components", without_closing),
    Ablation("connected components, no constraints", without_correlation_clustering),
    Ablation("threshold at 0", thresholds=replace(DEFAULT, link=0.0)),
)


@contextmanager
def switched(ablation: Ablation) -> Iterator[None]:
    """Run the body without the ingredient."""
    with ExitStack() as stack:
        ablation.switch(stack)
        yield


def trained(data: LinkageSet, thresholds: Thresholds) -> Model:
    """Fit a model to the set with the chain as it is now."""
    with open_engine() as engine:
        return training.train_model(engine, data.nodes, "ablation", thresholds)


def judged(data: LinkageSet, model: Model) -> PairEvaluation:
    """Link the set with the chain as it is now, and judge it."""
    with open_engine() as engine:
        chain.resolve(engine, data.nodes, PAIR_SCHEMA.empty_table(), model)
        engine.register("known", data.rows)
        rows = engine.sql("""
            select k.* replace (c.cluster as person_id)
            from known as k
            inner join node as n on k.node_id = n.node_id
            inner join clustered as c on n.i = c.i
        """).to_arrow_table()
    return evaluate_pairs(rows)


def ablate(data: LinkageSet, ablation: Ablation) -> PairEvaluation:
    """Train and judge without one ingredient."""
    with switched(ablation):
        return judged(data, trained(data, ablation.thresholds))


def rule_figures(
    data: LinkageSet, rules: tuple[BlockingRule, ...] = RULES
) -> list[tuple[str, int, int, int]]:
    """For each rule: pairs it proposes, true ones among them, true ones that no other proposes.

    Pairs are of nodes. The last row, of no rule, has the true pairs that none proposes.
    """
    with open_engine() as engine:
        prepare(engine, data.nodes)
        engine.register("known", data.rows)
        engine.execute("""
            create temp table owner as
            select n.i, any_value(k.true_person_id) as person
            from known as k inner join node as n on k.node_id = n.node_id
            group by n.i
        """)
        engine.execute("create temp table found (rule varchar, l integer, r integer)")
        for rule in rules:
            block(engine, (rule,))
            engine.execute("insert into found select ?, l, r from candidate", [rule.name])
        return _counted(engine)


def _counted(engine: Engine) -> list[tuple[str, int, int, int]]:
    engine.execute("""
        create temp table truly as
        select f.*, count(*) over (partition by f.l, f.r) as rules
        from found as f
        inner join owner as a on f.l = a.i
        inner join owner as b on f.r = b.i and a.person = b.person
    """)
    counted = engine.execute("""
        select f.rule, f.pairs, coalesce(t.pairs, 0), coalesce(t.alone, 0)
        from (select rule, count(*) as pairs from found group by rule) as f
        left join (
            select rule, count(*) as pairs, count(*) filter (rules = 1) as alone
            from truly group by rule
        ) as t on f.rule = t.rule
        order by t.alone desc nulls last, f.rule
    """).fetchall()
    (missed,) = engine.sql("""
        select count(*)
        from owner as a inner join owner as b on a.person = b.person and a.i < b.i
        where not exists (select 1 from truly as t where t.l = a.i and t.r = b.i)
    """).fetchall()[0]
    return [*counted, ("(no rule)", 0, missed, missed)]


def _markdown(header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    lines = [header, ("---", *("---:" for _ in header[1:])), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def _row(name: str, found: PairEvaluation) -> tuple[str, ...]:
    return (name, *(f"{found.pairs[group].f1:.4f}" for group in SHOWN))


def main() -> None:
    """Run all of it on one simulated set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=41)
    options = parser.parse_args()
    data = simulated_set(options.persons, options.seed)
    rows: list[tuple[Any, ...]] = [_row("model in git", judged(data, load_model()))]
    for ablation in ABLATIONS:
        rows.append(_row(ablation.name, ablate(data, ablation)))
        console.print(" ".join(rows[-1]), highlight=False)
    console.print(_markdown(("variant", "all", "P3KE", "DTKS", "across", "twins"), rows))
    figures = [
        (f"`{name}`", f"{pairs:,}", f"{true:,}", f"{alone:,}")
        for name, pairs, true, alone in rule_figures(data)
    ]
    console.print(_markdown(("rule", "pairs", "true", "true, found by it alone"), list(figures)))


if __name__ == "__main__":
    main()
