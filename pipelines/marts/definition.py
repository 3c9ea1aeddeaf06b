"""A mart as its YAML declares it: columns, their units, numerators and denominators."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.errors import ContractError
from pipelines.statements import SQL_FOLDER

FOLDER = SQL_FOLDER / "marts"
SHARED = "shared_columns.yaml"
VILLAGE = "village_"
AREA = "area_"
# In this order where one is taken from another; the rest by name.
FIRST = (
    "village_population_monthly",
    "village_agreement_monthly",
    "village_disagreement_monthly",
    "village_membership_monthly",
    "village_undecided_monthly",
    "area_bounds_monthly",
)
LEVELS = ("kecamatan", "regency")

Role = Literal["key", "area", "count", "share", "as_of", "is_delivered"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """One column of a mart.

    Attributes:
        role: key, part of the grain; area, where; count, a number that adds up over villages
            unless its unit says otherwise; share, a number that does not; as_of and is_delivered,
            how fresh the source is.
        numerator: What is counted. Every count and share has one.
        denominator: By what to divide for a share, where a share makes sense.
    """

    type: Literal["date", "text", "smallint", "integer", "numeric", "boolean"]
    role: Role = "count"
    description: str | None = None
    unit: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    source: str | None = None
    as_of: str | None = None

    @property
    def comment(self) -> str:
        """All that is known of the column, in one text."""
        parts = [
            self.description,
            self.numerator,
            f"Of: {self.denominator}" if self.denominator else None,
            f"Unit: {self.unit}" if self.unit else None,
            f"Source: {self.source}" if self.source else None,
            f"As of: {self.as_of}" if self.as_of else None,
        ]
        return ". ".join(part.rstrip(".") for part in parts if part)


class Mart(_Strict):
    """One table of `mart`: the query beside its YAML gives exactly these columns, in this order.

    Attributes:
        levels: sums, villages are added up for kecamatan and regency; own, the query tells every
            level by itself, because what it tells does not add up; none, it has one level.
        makes_release: Whether a change in it alone makes a new release of its month. Not what
            follows the open questions of the review: they are those of now, and later months
            change them.
    """

    name: str
    description: str
    grain: str
    columns: dict[str, Column]
    levels: Literal["sums", "own", "none"] = "sums"
    makes_release: bool = True

    @property
    def is_by_village(self) -> bool:
        """Whether it is added up for kecamatan and regency."""
        return self.name.startswith(VILLAGE) and self.levels == "sums"

    @property
    def views(self) -> list[str]:
        """The tables that readers see: of villages, and of every level above."""
        if self.levels == "own":
            return [self.name, *(self._of(level) for level in ("village", *LEVELS))]
        return [self.name, *(self._of(level) for level in LEVELS if self.is_by_village)]

    def _of(self, level: str) -> str:
        prefix = AREA if self.levels == "own" else VILLAGE
        return self.name.replace(prefix, f"{level}_", 1)

    def columns_of(self, *roles: Role) -> list[str]:
        """Names of the columns that play these roles."""
        return [name for name, column in self.columns.items() if column.role in roles]


def load_marts() -> list[Mart]:
    """All marts, in an order in which they can be computed."""
    names = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.name != SHARED)
    return [load_mart(name) for name in [*FIRST, *(n for n in names if n not in FIRST)]]


@cache
def load_mart(name: str) -> Mart:
    """Read `sql/marts/<name>.yaml`.

    Raises:
        ContractError: It lacks something, or says too much.
    """
    content = _read(FOLDER / f"{name}.yaml")
    try:
        shared = {
            key: Column.model_validate(value) for key, value in _read(FOLDER / SHARED).items()
        }
        columns = {
            key: _with_source_dates(shared[key] if value == "shared" else Column(**value), content)
            for key, value in content["columns"].items()
        }
        mart = Mart.model_validate({**content, "name": name, "columns": columns})
    except (ValidationError, KeyError, TypeError) as error:
        raise ContractError(f"{name}.yaml: {error}", remedy="Correct it in sql/marts.") from None
    _refuse_bare_counts(mart)
    return mart


def _with_source_dates(column: Column, content: dict[str, Any]) -> Column:
    """A count is as of the dates that stand beside it in its row, else of the month itself."""
    if column.role not in ("count", "share") or column.as_of:
        return column
    dates = [name for name in content["columns"] if name.startswith("as_of_")]
    return column.model_copy(update={"as_of": ", ".join(dates) or "the month itself"})


def _refuse_bare_counts(mart: Mart) -> None:
    bare = [
        name
        for name, column in mart.columns.items()
        if column.role in ("count", "share")
        and not (column.unit and column.numerator and column.source)
    ]
    if bare:
        raise ContractError(
            f"{mart.name}.yaml: {', '.join(bare)} lack unit, numerator or source.",
            remedy="Correct it in sql/marts.",
        )


@cache
def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
