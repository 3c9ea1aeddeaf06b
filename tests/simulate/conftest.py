"""Small regencies, simulated once for all tests."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.simulate import load_profile, simulate_regency

from .simulated import MONTHS, PERSONS, Simulated, Simulator


@pytest.fixture(scope="session")
def simulate(tmp_path_factory: pytest.TempPathFactory) -> Simulator:
    def run(
        profile: str, seed: int = 7, persons: int = PERSONS, months: tuple[date, ...] = MONTHS
    ) -> Simulated:
        out = tmp_path_factory.mktemp(profile)
        summary = simulate_regency(
            out, persons=persons, months=months, seed=seed, profile=load_profile(profile)
        )
        return Simulated(out, summary)

    return run


@pytest.fixture(scope="session")
def as_usual(simulate: Simulator) -> Simulated:
    return simulate("as_usual")


@pytest.fixture(scope="session")
def clean(simulate: Simulator) -> Simulated:
    return simulate("clean", months=MONTHS[:1])


@pytest.fixture(scope="session")
def terrible(simulate: Simulator) -> Simulated:
    return simulate("terrible", months=MONTHS[:1])
