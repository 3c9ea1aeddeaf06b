"""A small regency, three months of drops, and a warehouse that has seen them undisturbed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pipelines.run import run_month
from pipelines.settings import Settings
from pipelines.simulate import load_profile, simulate_regency
from pipelines.warehouse import Warehouse, open_warehouse

MONTHS = [date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)]


@dataclass(frozen=True)
class Regency:
    """Folders of drops and truth, and a warehouse in which all months were run once."""

    landing: Path
    truth: Path
    warehouse: Warehouse


@pytest.fixture(scope="session")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Drops and truth of 900 people, three months."""
    out = tmp_path_factory.mktemp("simulated")
    simulate_regency(out, persons=900, months=MONTHS, seed=11, profile=load_profile("as_usual"))
    return out


@pytest.fixture(scope="session")
def regency(simulated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regency]:
    """The regency after three undisturbed months."""
    settings = Settings(home=tmp_path_factory.mktemp("undisturbed"), settle_seconds=0)
    with open_warehouse(settings) as warehouse:
        for month in MONTHS:
            run_month(warehouse, simulated / "drops", month)
        yield Regency(simulated / "drops", simulated / "truth", warehouse)
