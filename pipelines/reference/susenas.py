"""Poverty by the sample survey Susenas: a small table that the user fills from a CSV file."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pipelines.errors import UsageError
from pipelines.warehouse import Warehouse


def _none_if_blank(value: str | None) -> str | None:
    return value.strip() or None if value else None


_Count = Annotated[int, Field(ge=0)]
_Index = Annotated[Decimal, Field(ge=0)]
_Percentage = Annotated[Decimal, Field(ge=0, le=100)]
OptionalCount = Annotated[_Count | None, BeforeValidator(_none_if_blank)]
OptionalIndex = Annotated[_Index | None, BeforeValidator(_none_if_blank)]
OptionalPercentage = Annotated[_Percentage | None, BeforeValidator(_none_if_blank)]


class SusenasYear(BaseModel):
    """One line of the file; a blank is *not published*.

    Attributes:
        poverty_line_idr: Rupiah a person and month.
        poor_persons: People below the line.
        poor_pct: P0 in percent, with a point.
        poverty_gap_index: P1.
        poverty_severity_index: P2.
        source: The publication.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    year: int = Field(ge=1990, le=2100)
    poverty_line_idr: OptionalCount
    poor_persons: OptionalCount
    poor_pct: OptionalPercentage
    poverty_gap_index: OptionalIndex
    poverty_severity_index: OptionalIndex
    source: str = Field(min_length=1)


COLUMNS = tuple(SusenasYear.model_fields)


def load_susenas(warehouse: Warehouse, path: Path) -> int:
    """Keep the years of a CSV file, in place of what was said of them; how many.

    Args:
        warehouse: Where to.
        path: UTF-8, with a comma, its header the fields of `SusenasYear`.

    Raises:
        UsageError: There is no such file, its columns are others, or a value cannot be.
    """
    years = read_susenas(path)
    with warehouse.transaction() as tx:
        for year in years:
            tx.run("reference/keep_susenas", **year.model_dump())
    return len(years)


def read_susenas(path: Path) -> list[SusenasYear]:
    """The lines of the file; see `load_susenas`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            f"{path} cannot be read.", remedy="Name a CSV file, saved as UTF-8."
        ) from None
    years = [_year(path, line, row) for line, row in enumerate(rows, 2)]
    if not years:
        raise UsageError(f"{path} holds no year.", remedy=f"Its header: {','.join(COLUMNS)}.")
    return years


def _year(path: Path, line: int, row: dict[str, str]) -> SusenasYear:
    try:
        return SusenasYear.model_validate(row)
    except ValidationError as error:
        columns = ", ".join(sorted({str(fault["loc"][0]) for fault in error.errors()}))
        raise UsageError(
            f"{path}, line {line}: {columns} missing, unknown or out of range.",
            remedy=f"The columns are {','.join(COLUMNS)}; a blank is not published.",
        ) from None
