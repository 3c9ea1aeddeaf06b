"""Everything that a truth can say of the links in a warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.engine import open_engine
from pipelines.linkage.evaluate.continuity import Continuity, evaluate_continuity
from pipelines.linkage.evaluate.events import STEP_SCHEMA, EventFigures, evaluate_events
from pipelines.linkage.evaluate.indicator_answers import (
    FAMILY_ANSWERS_SCHEMA,
    LACK_SCHEMA,
    PERSON_ANSWERS_SCHEMA,
    Answers,
)
from pipelines.linkage.evaluate.indicators import (
    INDICATOR_SCHEMA,
    IndicatorFigures,
    evaluate_indicators,
)
from pipelines.linkage.evaluate.pairs import PairEvaluation, evaluate_pairs
from pipelines.linkage.evaluate.review import ReviewGain, simulate_review
from pipelines.linkage.evaluate.standing import read_standing
from pipelines.linkage.evaluate.thresholds import ThresholdFigures, evaluate_thresholds
from pipelines.linkage.evaluate.truth import LINKED_SCHEMA, find_truth, with_truth
from pipelines.linkage.evaluate.villages import (
    COUNTED_SCHEMA,
    VillageFigures,
    evaluate_villages,
)
from pipelines.linkage.model import load_model
from pipelines.warehouse import Warehouse


@dataclass(frozen=True)
class Evaluation:
    """What `evaluate_links` found.

    Attributes:
        links: Precision and recall.
        continuity: Who kept an id from month to month, and from the first to the last; empty after
            a single month.
        events: What happened to people and whether the registry tells it; empty after one month.
        villages: Published counts by month and source; empty where nothing was published.
        indicators: Every published indicator by month and level, with its bounds where it has any.
        thresholds: Other thresholds than the model's; empty where not asked for.
        review: What answers to the review's questions would bring; None where not asked for.
    """

    links: PairEvaluation
    continuity: Sequence[Continuity]
    events: Sequence[EventFigures]
    villages: Sequence[VillageFigures]
    indicators: Sequence[IndicatorFigures]
    thresholds: Sequence[ThresholdFigures]
    review: ReviewGain | None


def evaluate_links(
    warehouse: Warehouse, truth: Path, exported: Sequence[Path] = (), *, brief: bool = False
) -> Evaluation:
    """Judge the links in the warehouse by the truth of a simulation.

    Args:
        warehouse: Holds linked drops of that simulation.
        truth: Folder with `rows.parquet` and its like, or its parent.
        exported: What `padan export links` wrote after each month: ids as they were known then.
            Left out, continuity is judged by the ids of now.
        brief: Leave other thresholds and the review out, which link anew again and again.

    Raises:
        UsageError: There is no truth there, or it is about other drops.
    """
    folder = find_truth(truth)
    with warehouse.transaction() as transaction:
        linked = transaction.copy_out("linkage/linked_rows", LINKED_SCHEMA)
        counted = transaction.copy_out("linkage/village_counts", COUNTED_SCHEMA)
        indicators = transaction.copy_out("linkage/published_indicators", INDICATOR_SCHEMA)
        persons = transaction.copy_out("linkage/standing_person_answers", PERSON_ANSWERS_SCHEMA)
        families = transaction.copy_out("linkage/standing_family_answers", FAMILY_ANSWERS_SCHEMA)
        lacks = transaction.copy_out("grounds/deprivation", LACK_SCHEMA)
        steps = transaction.copy_out("linkage/membership_steps", STEP_SCHEMA)
        standing = read_standing(transaction)
    rows = with_truth(linked, folder)
    published = with_truth(_as_exported(exported), folder) if exported else rows
    model = load_model()
    return Evaluation(
        links=evaluate_pairs(rows),
        continuity=evaluate_continuity(published),
        events=evaluate_events(_listing(rows), steps, folder),
        villages=evaluate_villages(counted, folder),
        indicators=evaluate_indicators(indicators, Answers(persons, families, lacks, rows), folder),
        thresholds=() if brief else evaluate_thresholds(standing, rows, model),
        review=None if brief else simulate_review(standing, rows, model),
    )


def _listing(rows: pa.Table) -> pa.Table:
    """Rows but those that say themselves that their person is dead: they list nobody."""
    with open_engine() as engine:
        engine.register("given", rows)
        query = "select * from given where not list_contains(faults, 'dead_marked')"
        return engine.sql(query).to_arrow_table()


def _as_exported(files: Sequence[Path]) -> pa.Table:
    names = ["period", "source", "file_name", "sheet_name", "row_number", "person_id"]
    tables = [pq.read_table(file, columns=names) for file in files]
    return pa.concat_tables(tables).rename_columns([*names[:-1], "registry_id"])
