"""Files that say of most of their people that they are gone: told, and refused where of all."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from pipelines.cli.look import _show_tables
from pipelines.cli.screen import out
from tests import sent
from tests.conftest import Month, Place
from tests.sent import (
    Row,
    dtks_row,
    p3ke_person_row,
    p3ke_person_row_2023,
    people,
    table,
    write_csv,
)

_places = sent.villages()


def village_rows(
    gone: int,
    present: int,
    *,
    make: Callable[..., Row] = dtks_row,
    header: str = "Status Keberadaan",
    words: tuple[str, str] = ("Meninggal", "Ada"),
) -> list[Row]:
    """Rows of one village, those who are gone first."""
    village = next(_places)
    said = itertools.chain([words[0]] * gone, [words[1]] * present)
    return [
        {**make(person, village), header: word}
        for person, word in zip(people(gone + present), said, strict=True)
    ]


@pytest.fixture(scope="module")
def month(new_place: Callable[[], Place]) -> Iterator[Month]:
    place = new_place()

    def send(source: str, name: str, *villages: Sequence[Row]) -> None:
        write_csv(place.folder(source) / name, table([row for rows in villages for row in rows]))

    send("dtks", "satu_desa.csv", village_rows(13, 11), village_rows(2, 22))
    send("dtks", "separuh.csv", village_rows(12, 12))
    send("dtks", "sedikit.csv", village_rows(19, 0))
    send("dtks", "desa_kecil.csv", *[village_rows(5, 3) for _ in range(3)])
    flag = {"header": "is_nonaktif", "words": ("1", "0")}
    send("dtks", "terbalik.csv", village_rows(23, 1, **flag), village_rows(22, 0, **flag))
    send("dtks", "banyak.csv", village_rows(18, 2))
    left = {"header": "masih_hidup_label", "words": ("TIDAK", "YA")}
    send("p3ke", "2022.csv", village_rows(20, 0, make=p3ke_person_row, **left))
    send("p3ke", "2023.csv", village_rows(20, 0, make=p3ke_person_row_2023, **left))
    yield place.take_in()
    place.warehouse.close()


def mostly_gone(month: Month, name: str) -> set[int]:
    return {row for row, codes in month.flags(name).items() if "village_mostly_gone" in codes}


def test_a_village_of_which_most_are_gone_is_told_row_by_row(month: Month) -> None:
    drop = month.drop("satu_desa.csv")
    assert (drop.state, drop.staged, drop.reasons["village_mostly_gone"]) == ("accepted", 48, 13)
    assert mostly_gone(month, "satu_desa.csv") == set(range(2, 15))


def test_a_half_is_not_most(month: Month) -> None:
    assert mostly_gone(month, "separuh.csv") == set()


def test_few_rows_tell_nothing(month: Month) -> None:
    assert month.drop("sedikit.csv").state == "accepted"
    assert mostly_gone(month, "sedikit.csv") == set()


def test_small_villages_are_judged_by_their_file(month: Month) -> None:
    assert len(mostly_gone(month, "desa_kecil.csv")) == 15


def test_nine_in_ten_are_told_and_not_refused(month: Month) -> None:
    assert month.drop("banyak.csv").state == "accepted"
    assert len(mostly_gone(month, "banyak.csv")) == 18


@pytest.mark.parametrize("name", ["terbalik.csv", "2022.csv", "2023.csv"])
def test_a_file_that_says_so_of_nearly_everybody_is_refused_with_a_question(
    month: Month, name: str
) -> None:
    drop = month.drop(name)
    assert (drop.state, list(drop.reasons)) == ("refused", ["nearly_all_gone"])
    assert "From line 2: More than nine in ten" in (drop.message or "")
    assert "Mulai baris 2: " in (drop.message_id or "")
    assert "terbalik?" in (drop.message_id or "")


def test_status_and_data_docs_name_the_rule(month: Month) -> None:
    assert month.status.flagged_by_reason["village_mostly_gone"] == 13 + 15 + 18
    docs = month.warehouse.settings.data_docs / "2026-07" / "dtks" / "index.html"
    assert "village_mostly_gone" in docs.read_text(encoding="utf-8")


def test_status_names_the_villages_and_the_file_that_says_so(month: Month) -> None:
    named = [
        (village["file_name"].rpartition("/")[2], village["rows"])
        for village in month.status.mostly_gone
    ]
    assert named == [("banyak.csv", 18), ("satu_desa.csv", 13), *[("desa_kecil.csv", 5)] * 3]
    for village in month.status.mostly_gone:
        known = sent.load_villages()[village["village_code_kemendagri"]]
        assert village["village_name"] == known.name


def test_the_screen_names_a_dozen_villages_and_how_many_more(month: Month) -> None:
    first, *_ = month.status.mostly_gone
    many = replace(month.status, mostly_gone=[first] * 15)
    with out.capture() as shown:
        _show_tables(month.status)
        _show_tables(many)
    lines = [line for line in shown.get().splitlines() if line.startswith("village_mostly_gone: ")]
    code, name = first["village_code_kemendagri"], first["village_name"]
    assert lines[0] == f"village_mostly_gone: {code} {name}: 18 rows of dtks/banyak.csv"
    assert len(lines) == 5 + 12 + 1
    assert lines[-1] == "village_mostly_gone: and 3 more; --json names all"
