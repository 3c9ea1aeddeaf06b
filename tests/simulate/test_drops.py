"""The files look as the offices' files do."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from pipelines.errors import UsageError
from pipelines.simulate import load_profile, simulate_regency
from pipelines.simulate.layouts import (
    DTKS_BNBA,
    P3KE_2022_FAMILY,
    P3KE_2022_PERSON,
    P3KE_2023_FAMILY,
    P3KE_2023_PERSON,
)

from .simulated import MONTHS, PERSONS, Simulated, Simulator

# Sixteen digits that no real person can have, or one digit sixteen times.
IMPOSSIBLE_NUMBER = re.compile(r"\d{4}9\d{11}|(\d)\1{15}")
SIXTEEN_DIGITS = re.compile(r"(?<!\d)\d{16}(?!\d)")


def _sheets(simulated: Simulated) -> list[tuple[str, str]]:
    rows = simulated.truth("rows")
    return sorted(set(zip(rows.file_name, rows.sheet_name, strict=True)))


def _hashes(out: Path) -> dict[str, str]:
    return {
        str(path.relative_to(out)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(as_usual: Simulated, simulate: Simulator) -> None:
    assert _hashes(simulate("as_usual").out) == _hashes(as_usual.out)


def test_another_seed_gives_other_people(simulate: Simulator) -> None:
    one, two = (simulate("clean", seed=seed, persons=600, months=MONTHS[:1]) for seed in (1, 2))
    assert set(one.truth("people").name) != set(two.truth("people").name)


def test_later_months_leave_the_first_one_as_it_is(
    as_usual: Simulated, simulate: Simulator
) -> None:
    alone = _hashes(simulate("as_usual", months=MONTHS[:1]).out / "drops")
    together = _hashes(as_usual.out / "drops")
    assert alone == {name: digest for name, digest in together.items() if name in alone}


def test_deliveries_follow_the_calendar(as_usual: Simulated) -> None:
    delivered = as_usual.truth("rows").groupby(["period", "source"]).file_name.nunique()
    assert delivered.to_dict() == {
        ("2026-07", "dtks"): 20,
        ("2026-07", "p3ke"): 2,
        ("2026-08", "dtks"): 20,
        ("2026-09", "dtks"): 20,
        ("2026-09", "p3ke"): 2,
    }


@pytest.mark.parametrize(
    ("ending", "header", "first_row"),
    [
        ("P3KE_2022_KUTAI_KARTANEGARA_KELUARGA.xlsx", P3KE_2022_FAMILY, 1),
        ("P3KE_2022_KUTAI_KARTANEGARA_INDIVIDU.xlsx", P3KE_2022_PERSON, 1),
        ("P3KE_2023_KUTAI_KARTANEGARA_KEPALA-KELUARGA.csv", P3KE_2023_FAMILY, 1),
        ("P3KE_2023_KUTAI_KARTANEGARA_INDIVIDU.csv", P3KE_2023_PERSON, 1),
    ],
)
def test_p3ke_has_its_vintages_header_in_the_first_row(
    as_usual: Simulated, ending: str, header: tuple[str, ...], first_row: int
) -> None:
    file_name, sheet_name = next(pair for pair in _sheets(as_usual) if pair[0].endswith(ending))
    assert as_usual.read(file_name, sheet_name)[first_row] == list(header)


def test_the_layouts_have_as_many_columns_as_the_sources() -> None:
    layouts = (P3KE_2022_FAMILY, P3KE_2022_PERSON, P3KE_2023_FAMILY, P3KE_2023_PERSON, DTKS_BNBA)
    assert [len(layout) for layout in layouts] == [31, 32, 41, 31, 23]
    assert all(len(set(layout)) == len(layout) for layout in layouts)


def test_every_dtks_sheet_has_one_header_above_its_rows(as_usual: Simulated) -> None:
    rows = as_usual.truth("rows")
    first = rows[rows.source == "dtks"].groupby(["file_name", "sheet_name"]).row_number.min()
    for (file_name, sheet_name), row_number in first.items():
        header = as_usual.read(file_name, sheet_name)[row_number - 1]
        assert header[: len(DTKS_BNBA)] == list(DTKS_BNBA)


def test_some_dtks_workbooks_have_titles_and_some_a_sheet_per_village(
    as_usual: Simulated,
) -> None:
    rows = as_usual.truth("rows")
    dtks = rows[(rows.source == "dtks") & (rows.period == "2026-07")]
    assert dtks.groupby("file_name").row_number.min().nunique() > 1
    sheets = dtks.groupby("file_name").sheet_name.nunique()
    assert (sheets == 1).any()
    assert (sheets > 1).any()


def test_a_text_date_is_written_in_five_styles(as_usual: Simulated) -> None:
    column = DTKS_BNBA.index("Tanggal Lahir")
    shapes = set()
    for file_name, sheet_name in _sheets(as_usual):
        if "/dtks/" in file_name:
            cells = list(as_usual.read(file_name, sheet_name).values())
            shapes |= {re.sub(r"\d", "9", re.sub(r"[A-Za-z]+", "a", row[column])) for row in cells}
    assert {"99/99/9999", "99-99-9999", "9999-99-99", "99 a 9999"} <= shapes


def test_every_number_like_a_nik_is_impossible(as_usual: Simulated, terrible: Simulated) -> None:
    for simulated in (as_usual, terrible):
        for file_name, sheet_name in _sheets(simulated):
            for row in simulated.read(file_name, sheet_name).values():
                found = SIXTEEN_DIGITS.findall(" ".join(row))
                assert all(IMPOSSIBLE_NUMBER.fullmatch(number) for number in found)


def test_volumes_are_in_proportion_to_the_regency(as_usual: Simulated) -> None:
    rates = load_profile("as_usual").listing
    persons = as_usual.person_rows().groupby(["period", "source"]).size()
    for (_, source), count in persons.items():
        wanted = rates.p3ke_rows if source == "p3ke" else rates.dtks_rows
        assert count == pytest.approx(PERSONS * wanted, rel=0.02)


def test_about_three_rows_in_a_hundred_change_from_month_to_month(as_usual: Simulated) -> None:
    churn = load_profile("as_usual").churn
    contents = []
    for period in ("2026-07", "2026-08"):
        sheets = [pair for pair in _sheets(as_usual) if pair[0].startswith(f"{period}/dtks")]
        contents.append(
            [tuple(row) for pair in sheets for row in as_usual.read(*pair).values() if row[1]]
        )
    before, after = contents
    new = len(set(after) - set(before)) / len(after)
    declared = churn.dtks_changed + churn.dtks_new
    assert 0.5 * declared < new < 1.5 * declared


def test_months_must_rise() -> None:
    profile = load_profile("clean")
    with pytest.raises(UsageError, match="out of order"):
        simulate_regency(
            Path("unused"),
            persons=1000,
            months=[date(2026, 8, 1), date(2026, 7, 1)],
            seed=1,
            profile=profile,
        )


def test_a_handful_of_people_is_no_regency() -> None:
    with pytest.raises(UsageError, match="237 villages"):
        simulate_regency(
            Path("unused"), persons=10, months=MONTHS, seed=1, profile=load_profile("clean")
        )
