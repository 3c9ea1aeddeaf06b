"""Limits of change: a release that jumps needs somebody who says why."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa
import yaml
from pydantic import BaseModel, ConfigDict, Field

from pipelines.engine import Engine
from pipelines.errors import ReleaseChangeError
from pipelines.periods import format_period
from pipelines.warehouse import Transaction

LIMITS = Path(__file__).with_name("limits.yaml")
# A message names so many villages; the rest is counted.
NAMED = 10
BEFORE = pa.schema(
    [
        ("village_name", pa.string()),
        ("village_code_kemendagri", pa.string()),
        ("source", pa.string()),
        ("persons", pa.int64()),
        ("as_of_p3ke", pa.date32()),
        ("as_of_dtks", pa.date32()),
    ]
)


class Limit(BaseModel):
    """What one count may change by; `persons` is what every count may change by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    share_pct: float = Field(ge=0)
    persons: int = Field(ge=0)

    def is_exceeded(self, before: int, after: int) -> bool:
        """Whether both the share and the number are more than allowed."""
        change = abs(after - before)
        return change > self.persons and change > before * self.share_pct / 100


class Limits(BaseModel):
    """The settings file.

    Attributes:
        revised_months: So many months before the one that is published are released anew with it
            where they went stale.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    revised_months: int = Field(ge=0)
    village: Limit
    regency: Limit


@cache
def load_limits() -> Limits:
    """Read `limits.yaml`."""
    return Limits.model_validate(yaml.safe_load(LIMITS.read_text(encoding="utf-8")))


def check_change(tx: Transaction, engine: Engine, period: date, accept: str | None) -> bool:
    """Whether the fresh tables exceed the limits, and somebody has said why that is right.

    Raises:
        ReleaseChangeError: They do, and nobody has; with the villages and their counts.
    """
    lines = exceeding(tx, engine, period)
    if lines and not accept:
        raise ReleaseChangeError(format_period(period), lines)
    return bool(lines)


def exceeding(tx: Transaction, engine: Engine, period: date) -> list[str]:
    """One line for the regency and for each village that changed by too much."""
    limits = load_limits()
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    lines = []
    engine.load("persons_before", tx.copy_out("publish/persons_before", BEFORE, period=period))
    for row in engine.read("publish/changes").to_pylist():
        before[row["source"]] += row["persons_before"]
        after[row["source"]] += row["persons_after"]
        if limits.village.is_exceeded(row["persons_before"], row["persons_after"]):
            place = f"{row['village_name']} ({row['village_code_kemendagri']})"
            lines.append(_line(place, row["source"], row["persons_before"], row["persons_after"]))
    total = [
        _line("the regency", source, before[source], after[source])
        for source in before
        if limits.regency.is_exceeded(before[source], after[source])
    ]
    more = [f"and {len(lines) - NAMED} more"] if len(lines) > NAMED else []
    return [*total, *lines[:NAMED], *more]


def _line(place: str, source: str, before: int, after: int) -> str:
    return f"{place}: {source} from {before} to {after} persons"
