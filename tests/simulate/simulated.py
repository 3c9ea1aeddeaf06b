"""A simulated regency as the tests see it: its truth, and a plain reader of its files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import fastexcel
import pandas as pd

from pipelines.simulate import SimulationSummary

MONTHS = (date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))
PERSONS = 4_000


@dataclass(frozen=True)
class Simulated:
    out: Path
    summary: SimulationSummary

    def truth(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.out / "truth" / f"{name}.parquet")

    def person_rows(self) -> pd.DataFrame:
        rows = self.truth("rows")
        return rows[rows.kind == "person"]

    def read(self, file_name: str, sheet_name: str) -> dict[int, list[str]]:
        path = self.out / "drops" / file_name
        return _read_text(path) if path.suffix == ".csv" else _read_sheet(path, sheet_name)


def _read_text(path: Path) -> dict[int, list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=";")
        records, line = {}, 1
        for record in reader:
            records[line] = record
            line = reader.line_num + 1
    return records


def _read_sheet(path: Path, sheet_name: str) -> dict[int, list[str]]:
    sheet = fastexcel.read_excel(path).load_sheet(sheet_name, header_row=None, dtypes="string")
    rows = sheet.to_pandas().fillna("").to_numpy().tolist()
    return dict(enumerate(rows, start=1))


Simulator = Callable[..., Simulated]
