"""Profiles declare every rate, and the simulator keeps to them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipelines.errors import UsageError
from pipelines.simulate import load_profile
from pipelines.simulate.faults import NIK_UNUSABLE, Fault

from .simulated import Simulated

# Faults drawn for each row by itself, so that their count is binomial.
DRAWN_BY_ROW = (
    "nik_15_digits", "nik_scientific", "nik_apostrophe", "nik_spaced", "name_respelled",
    "name_typo", "name_abbreviated", "name_title", "name_patronym", "name_nickname", "name_alias",
    "birth_date_missing", "birth_date_first_of_january", "sex_wrong", "code_untidy",
    "code_unknown", "duplicate_same_nik", "duplicate_without_nik", "duplicate_other_village",
    "one_person_leftover", "key_blank",
)  # fmt: skip


def _share(rows: pd.DataFrame, fault: str) -> float:
    return float(rows.faults.map(lambda faults: fault in faults).mean())


@pytest.mark.parametrize("fault", DRAWN_BY_ROW)
@pytest.mark.parametrize("source", ["p3ke", "dtks"])
def test_a_rate_near_the_declared_one(as_usual: Simulated, source: str, fault: str) -> None:
    rows = as_usual.person_rows()
    rows = rows[(rows.source == source) & (rows.period == "2026-07")]
    declared = load_profile("as_usual").faults.of(fault, "p3ke" if source == "p3ke" else "dtks")
    # Four standard deviations, and a tenth for rows where the fault could not be made.
    allowed = 4 * (declared / len(rows)) ** 0.5 + 0.1 * declared
    assert _share(rows, fault) == pytest.approx(declared, abs=allowed)


@pytest.mark.parametrize(
    ("profile", "lowest", "highest"), [("as_usual", 0.84, 0.92), ("terrible", 0.71, 0.79)]
)
def test_the_nik_is_usable_as_often_as_said(
    profile: str, lowest: float, highest: float, request: pytest.FixtureRequest
) -> None:
    simulated: Simulated = request.getfixturevalue(profile)
    unusable = {str(fault.name).lower() for fault in NIK_UNUSABLE}
    usable = 1 - simulated.person_rows().faults.map(lambda faults: bool(unusable & set(faults)))
    assert lowest < usable.mean() < highest


def test_terrible_is_twice_as_usual_in_every_fault_but_the_missing_nik() -> None:
    as_usual, terrible = load_profile("as_usual"), load_profile("terrible")
    for name in type(as_usual.faults).model_fields:
        for source in ("p3ke", "dtks"):
            if name != "nik_missing":
                twice = 2 * as_usual.faults.of(name, source)
                assert terrible.faults.of(name, source) == pytest.approx(twice)


def test_clean_declares_no_fault() -> None:
    faults = load_profile("clean").faults
    rates = [
        faults.of(name, "p3ke") + faults.of(name, "dtks") for name in type(faults).model_fields
    ]
    assert sum(rates) == 0


def test_every_declared_fault_has_a_name_in_the_truth() -> None:
    declared = set(type(load_profile("clean").faults).model_fields)
    assert declared <= {str(fault.name).lower() for fault in Fault}


def test_a_profile_can_be_a_file(tmp_path: Path) -> None:
    shipped = Path("pipelines/simulate/profiles/clean.yaml").read_text(encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(shipped.replace("name: clean", "name: own"), encoding="utf-8")
    assert load_profile(str(own)).name == "own"


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="as_usual, clean, terrible"):
        load_profile("awful")


@pytest.mark.parametrize("line", ["  nonsense: 0.5", "  twins: 3"])
def test_an_unknown_or_impossible_rate_is_refused(tmp_path: Path, line: str) -> None:
    shipped = Path("pipelines/simulate/profiles/clean.yaml").read_text(encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(shipped.replace("  twins: 0.012", line), encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be used"):
        load_profile(str(own))
