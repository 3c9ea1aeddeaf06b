"""A small regency of which two months are published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from pipelines.run import run_month
from pipelines.simulate import load_profile, simulate_regency
from tests.conftest import Place

MONTHS = [date(2026, 7, 1), date(2026, 8, 1)]


@pytest.fixture(scope="package")
def two_months(new_place: Callable[[], Place]) -> Iterator[Place]:
    """Two months of 1,500 people, run once; nobody changes them."""
    place = new_place()
    home = place.warehouse.settings.home
    simulate_regency(home, persons=1500, months=MONTHS, seed=8, profile=load_profile("as_usual"))
    for month in MONTHS:
        run_month(place.warehouse, home / "drops", month)
    yield place
    place.warehouse.close()


@pytest.fixture(scope="package")
def regency(two_months: Place, copy_place: Callable[[Place], Place]) -> Iterator[Place]:
    """Their copy; tests that change something put it back."""
    place = copy_place(two_months)
    yield place
    place.warehouse.close()
