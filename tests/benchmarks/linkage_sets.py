"""Simulated months as the linkage sees them: nodes, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.linkage.columns import KEY_SCHEMA
from pipelines.linkage.evaluate.truth import LINKED_SCHEMA, with_truth
from pipelines.linkage.wordings import standing_nodes
from pipelines.periods import parse_period
from pipelines.run import run_month
from pipelines.settings import Settings
from pipelines.simulate.profile import load_profile
from pipelines.simulate.simulation import simulate_regency
from pipelines.steps import Step
from pipelines.warehouse import open_warehouse

MONTHS = tuple(parse_period(text) for text in ("2026-07", "2026-08", "2026-09"))


@dataclass(frozen=True)
class LinkageSet:
    """What an experiment with the linkage needs, without a warehouse.

    Attributes:
        nodes: Rows of `KEY_SCHEMA`, all new.
        rows: A row for each staged person row: `period, source, node_id, true_person_id, faults,
            traits`.
    """

    nodes: pa.Table
    rows: pa.Table


def simulated_set(
    persons: int, seed: int, profile: str = "as_usual", months: tuple[date, ...] = MONTHS
) -> LinkageSet:
    """Simulate and link months, and keep what the linkage read; made once per size and seed."""
    folder = Settings().home / "bench" / f"linkage_{profile}_{persons}_{seed}"
    if not (folder / "rows.parquet").exists():
        simulate_regency(
            folder, persons=persons, months=months, seed=seed, profile=load_profile(profile)
        )
        _read_into(folder, months)
    return LinkageSet(
        pq.read_table(folder / "nodes.parquet"), pq.read_table(folder / "rows.parquet")
    )


def _read_into(folder: Path, months: tuple[date, ...]) -> None:
    with open_warehouse(Settings(home=folder / "home", settle_seconds=0)) as warehouse:
        for month in months:
            run_month(warehouse, folder / "drops", month, until=Step.LINK)
        with warehouse.transaction() as transaction:
            nodes = standing_nodes(transaction)
            linked = transaction.copy_out("linkage/linked_rows", LINKED_SCHEMA)
    position = nodes.schema.get_field_index("cluster_id")
    new = nodes.set_column(
        position, KEY_SCHEMA.field("cluster_id"), pa.nulls(len(nodes), pa.int32())
    )
    pq.write_table(new, folder / "nodes.parquet")
    pq.write_table(with_truth(linked, folder / "truth"), folder / "rows.parquet")
