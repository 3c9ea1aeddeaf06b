"""Files and sheets that repeat one another, ZIPs, and new versions: what counts."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests import sent
from tests.sent import (
    csv_bytes,
    dtks_row,
    modified_at,
    p3ke_family_row,
    p3ke_person_row,
    people,
    table,
    write_csv,
    write_xlsx,
)

_places = sent.villages()
_minutes = itertools.count(1_780_000_000, 60)


def dtks(count: int = 6, **changes: object) -> list[sent.Row]:
    place = next(_places)
    return [dtks_row(person, place, **changes) for person in people(count)]


def later(path: Path) -> Path:
    """Files are versions in the order in which they were modified."""
    return modified_at(path, next(_minutes))


def copy(path: Path, to: Path) -> None:
    to.write_bytes(path.read_bytes())
    later(to)


@pytest.fixture(scope="module")
def month(new_place):
    place = new_place()
    folder, p3ke = place.folder("dtks"), place.folder("p3ke")

    rows = dtks()
    later(write_xlsx(folder / "asli.xlsx", table(rows)))
    copy(folder / "asli.xlsx", folder / "sama.xlsx")
    later(write_xlsx(folder / "acak.xlsx", table(rows[::-1])))
    later(write_csv(folder / "bentuk_lain.csv", table(rows[2:] + rows[:2])))

    rows = dtks()
    later(write_xlsx(folder / "dua_lembar.xlsx", Satu=table(rows), Dua=table(rows[::-1])))

    place_of_family = next(_places)
    heads = people(4)
    both = {
        "Keluarga": table([p3ke_family_row(head, place_of_family) for head in heads]),
        "Individu": table([p3ke_person_row(head, place_of_family) for head in heads]),
    }
    later(write_xlsx(p3ke / "kepala.xlsx", **both))

    later(
        sent.zip_of(
            folder / "kirim.zip",
            {
                "Loa Kulu/a.csv": csv_bytes(table(dtks())),
                "b.csv": csv_bytes(table(dtks(), without=["NIK"])),
                "c.xlsx": (folder / "asli.xlsx").read_bytes(),
                "__MACOSX/._b.csv": b"x",
            },
        )
    )
    (folder / "rusak.zip").write_bytes((folder / "kirim.zip").read_bytes()[:-30])

    village = next(_places)
    standing = people(20)
    newcomers = people(20)

    def version(name: str, those: list[sent.Person], **changes: object) -> None:
        later(write_csv(folder / name, table([dtks_row(p, village, **changes) for p in those])))

    version("v1.csv", standing)
    version("v2.csv", standing[:15] + newcomers[:3], alamat="Jl. Baru")
    version("tambahan.csv", newcomers[10:15])
    version("antara.csv", standing[:6] + newcomers[15:])

    # Without ids, and with names respelled, dates filled in, or one head's NIK on all rows.
    def nameless(name: str, rows: list[sent.Row]) -> None:
        later(write_csv(folder / name, table(rows, without=["ID DTKS"])))

    village, those = next(_places), people(8)
    nameless("ejaan_lama.csv", [dtks_row(p, village) for p in those])
    nameless("ejaan_baru.csv", [dtks_row(p, village, nama=f"Hj. {p.name}") for p in those[:7]])
    village, those = next(_places), people(8)
    nameless("tanpa_tanggal.csv", [dtks_row(p, village, tanggal_lahir=None) for p in those])
    nameless("dengan_tanggal.csv", [dtks_row(p, village) for p in those[:7]])
    village, those, others = next(_places), people(4), people(4)
    nameless("nik_kepala.csv", [dtks_row(p, village, nik=those[0].nik) for p in those])
    nameless("nik_kepala_lain.csv", [dtks_row(p, village, nik=those[0].nik) for p in others])
    yield place.take_in()
    place.warehouse.close()


def test_the_same_bytes_under_another_name_are_repeated(month):
    drop = month.drop("sama.xlsx")
    assert (drop.state, drop.staged) == ("repeated", None)
    assert "asli.xlsx" in drop.message


def test_the_same_people_in_other_order_are_repeated(month):
    drop = month.drop("acak.xlsx")
    assert (drop.state, drop.rows, drop.refused, drop.loaded) == ("repeated", 6, 6, 0)
    assert "asli.xlsx" in drop.message and "asli.xlsx" in drop.message_id


def test_the_same_people_in_another_form_are_repeated(month):
    assert month.drop("bentuk_lain.csv").state == "repeated"


def test_what_is_repeated_is_staged_once(month):
    assert (month.drop("asli.xlsx").state, len(month.staged("asli.xlsx"))) == ("accepted", 6)


def test_a_sheet_that_repeats_another_needs_somebody(month):
    drop = month.drop("dua_lembar.xlsx")
    assert (drop.state, list(drop.reasons)) == ("repeated", ["repeated_sheet"])
    assert "Sheet 'Dua'" in drop.message and "Lembar 'Dua'" in drop.message_id
    assert drop in month.status.refused


def test_heads_and_members_on_two_sheets_do_not_repeat_one_another(month):
    assert (month.drop("kepala.xlsx").state, month.drop("kepala.xlsx").staged) == ("accepted", 8)


def test_files_of_a_zip_are_drops_of_their_own(month):
    assert month.drop("kirim.zip/Loa Kulu/a.csv").state == "accepted"
    assert month.drop("kirim.zip/b.csv").state == "refused"
    assert month.drop("kirim.zip/c.xlsx").state == "repeated"
    names = [drop.file_name for drop in month.status.drops]
    assert not any("MACOSX" in name for name in names)


def test_a_broken_zip_is_refused_as_one(month):
    assert (month.drop("rusak.zip").state, *month.drop("rusak.zip").reasons) == (
        "refused",
        "broken_file",
    )


def test_a_later_file_with_half_of_the_people_replaces_them_all(month):
    old, new = month.drop("v1.csv"), month.drop("v2.csv")
    assert (old.state, old.staged, old.superseded) == ("accepted", 0, 20)
    assert (new.state, new.staged) == ("accepted", 18)
    assert "3 people came, 5 went" in new.message


@pytest.mark.parametrize(
    ("old", "new"),
    [("ejaan_lama.csv", "ejaan_baru.csv"), ("tanpa_tanggal.csv", "dengan_tanggal.csv")],
)
def test_people_without_ids_are_known_again_by_their_nik(month, old, new):
    assert [(month.drop(d).staged, month.drop(d).superseded) for d in (old, new)] == [
        (0, 8),
        (7, 0),
    ]


def test_a_nik_of_many_rows_makes_no_new_version(month):
    assert month.drop("nik_kepala.csv").staged == month.drop("nik_kepala_lain.csv").staged == 4


def test_a_later_file_with_hardly_anyone_of_them_is_an_addition(month):
    drop = month.drop("tambahan.csv")
    assert (drop.state, drop.staged, drop.superseded) == ("accepted", 5, 0)


def test_what_lies_in_between_is_refused_with_the_question(month):
    drop = month.drop("antara.csv")
    assert (drop.state, list(drop.reasons)) == ("refused", ["neither_version_nor_addition"])
    assert "6 of 23 people" in drop.message
    assert "pengganti" in drop.message_id and "tambahan" in drop.message_id


def test_the_sum_of_all_drops_balances(month):
    assert month.status.unbalanced == []
