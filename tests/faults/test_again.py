"""Mend and try again: mended files, mended contracts, withdrawals, and months that follow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

import pipelines.contracts.model as model
from pipelines import readings
from pipelines.contracts import rules as rules_module
from pipelines.errors import DropNotFoundError, UsageError
from pipelines.receive import find_files, register_files
from pipelines.withdraw import withdraw_drop
from tests import sent
from tests.sent import dtks_row, modified_at, p3ke_family_row, p3ke_person_row, people, table
from tests.sent import write_csv as _write_csv

_places = sent.villages()
_minute = iter(range(1_780_000_000, 1_790_000_000, 60))


def write_csv(path: Path, rows: list[sent.Row], **options: object) -> Path:
    return modified_at(_write_csv(path, table(rows, **options)), next(_minute))


def dtks(count: int = 6, village: sent.Village | None = None, **changes: object) -> list[sent.Row]:
    village = village or next(_places)
    return [dtks_row(person, village, **changes) for person in people(count)]


@contextmanager
def mended(name: str, old: str, new: str, tmp_path: Path) -> Iterator[None]:
    """A contract, or a list beside it, in which a text was replaced, as a later process sees it."""
    folder = tmp_path / "contracts"
    shutil.copytree(model.FOLDER, folder, dirs_exist_ok=True)
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))
    before = model.FOLDER
    model.FOLDER = readings.CONTRACTS = folder
    _forget()
    try:
        yield
    finally:
        model.FOLDER = readings.CONTRACTS = before
        _forget()


def _forget() -> None:
    for cached in (
        model.load_contract,
        model.load_code_lists,
        model.rules_fingerprint,
        rules_module.load_rules,
        readings._reader,
    ):
        cached.cache_clear()


def test_a_refused_file_mended_under_its_name_is_taken_and_its_refusal_forgotten(place):
    path, rows = place.folder("dtks") / "a.csv", dtks()
    write_csv(path, rows, without=["NIK"])
    assert place.take_in().drop("a.csv").state == "refused"
    write_csv(path, rows)
    month = place.take_in()
    assert [(d.state, d.staged) for d in month.status.drops] == [("accepted", 6)]
    assert month.status.refused == []


def test_the_old_bytes_under_the_name_again_are_judged_again(place):
    path, rows = place.folder("dtks") / "a.csv", dtks()
    write_csv(path, rows, without=["NIK"])
    place.take_in()
    write_csv(path, rows, without=["Nama"])
    place.take_in()
    write_csv(path, rows, without=["NIK"])
    assert [d.reasons for d in place.take_in().status.drops] == [{"missing_column": 0}]


def test_a_broken_zip_mended_under_its_name_is_forgotten_with_what_it_held(place):
    path, good = place.folder("dtks") / "kirim.zip", sent.csv_bytes(table(dtks()))
    sent.zip_of(path, {"a.csv": good, "b.csv": sent.csv_bytes(table(dtks(), without=["NIK"]))})
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert place.take_in().drop("kirim.zip").state == "refused"
    path.write_bytes(whole)
    assert [d.state for d in place.take_in().status.drops] == ["accepted", "refused"]
    sent.zip_of(path, {"a.csv": good})
    assert [d.state for d in place.take_in().status.drops] == ["accepted"]


def test_a_changed_file_under_the_name_of_an_accepted_one_is_a_new_version(place):
    path, village = place.folder("dtks") / "a.csv", next(_places)
    standing = people(8)
    write_csv(path, [dtks_row(p, village) for p in standing])
    place.take_in()
    write_csv(path, [dtks_row(p, village, alamat="Jl. Baru") for p in standing[:6]])
    month = place.take_in()
    assert [(d.staged, d.superseded) for d in month.status.drops] == [(0, 8), (6, 0)]


def test_a_file_already_taken_is_no_new_drop(place):
    write_csv(place.folder("dtks") / "a.csv", dtks())
    write_csv(place.folder("dtks") / "b.csv", dtks(), without=["NIK"])
    first = place.take_in().status.drops
    assert place.take_in().status.drops == first


def test_a_mended_contract_tries_refused_files_again_without_a_new_file(place, tmp_path):
    rows = [
        {("Tgl. Lahir" if h == "Tanggal Lahir" else h): v for h, v in r.items()} for r in dtks()
    ]
    write_csv(place.folder("dtks") / "a.csv", rows)
    assert place.take_in().drop("a.csv").state == "refused"
    with mended("dtks.yaml", '["Tanggal Lahir"]', '["Tanggal Lahir", "Tgl. Lahir"]', tmp_path):
        drop = place.take_in().drop("a.csv")
    assert (drop.state, drop.staged, drop.message) == ("accepted", 6, None)


def test_a_mended_code_list_stages_flagged_rows_again(place, tmp_path):
    write_csv(place.folder("dtks") / "a.csv", dtks(hub_keluarga="Anak Angkat"))
    month = place.take_in()
    assert month.drop("a.csv").reasons["value_unknown"] == 6
    with mended("code_lists.yaml", '"Anak Kandung"]', '"Anak Kandung", "Anak Angkat"]', tmp_path):
        month = place.take_in()
    assert {row["hubungan_keluarga"] for row in month.staged("a.csv")} == {"ANAK"}
    assert "value_unknown" not in month.drop("a.csv").reasons


def test_rows_set_aside_for_a_village_are_staged_once_the_village_is_known(place, monkeypatch):
    """A whole village was set aside: it is delivered when its name is learnt."""
    rows = dtks() + dtks(desa_kelurahan="Kampung Sejahtera Raya")
    write_csv(place.folder("dtks") / "a.csv", rows)
    month = place.take_in()
    assert (month.drop("a.csv").staged, month.drop("a.csv").set_aside) == (6, 6)
    kecamatan = str(rows[-1]["Kecamatan"])
    with learnt(kecamatan, "Kampung Sejahtera Raya", monkeypatch):
        month = place.take_in()
    assert (month.drop("a.csv").staged, month.drop("a.csv").set_aside) == (12, 0)
    assert month.aside("a.csv") == {}


@contextmanager
def learnt(kecamatan: str, name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from pipelines.readings import place_names, places
    from pipelines.stage import stage
    from pipelines.validate import judgement, validate

    village = next(
        v for v in sent.load_villages().values() if v.kecamatan_name.upper() == kecamatan
    )
    names = places._villages_by_kecamatan()
    known = {k: dict(v) for k, v in names.items()}
    known[place_names.name_key(kecamatan)][place_names.name_key(name)] = village.code
    with monkeypatch.context() as patch:
        patch.setattr(places, "_villages_by_kecamatan", lambda: known)
        words = {
            **place_names.words_by_key(),
            place_names.name_key(name): place_names.name_words(name),
        }
        patch.setattr(place_names, "words_by_key", lambda: words)
        patch.setattr(readings, "_reader", lambda reader: f"test-{reader}")
        for module in (validate, judgement, stage):
            patch.setattr(module, "rules_fingerprint", lambda source: "mended")
        yield


def test_a_withdrawn_file_leaves_as_if_it_had_never_come(place):
    folder, village = place.folder("dtks"), next(_places)
    standing = people(20)
    write_csv(folder / "v1.csv", [dtks_row(p, village) for p in standing])
    write_csv(folder / "v2.csv", [dtks_row(p, village, alamat="Baru") for p in standing[:15]])
    write_csv(folder / "antara.csv", [dtks_row(p, village) for p in standing[:6] + people(20)])
    write_csv(folder / "lain.csv", dtks())
    shutil.copy(folder / "v2.csv", folder / "v2_salinan.csv")
    month = place.run()
    assert [month.drop(n).state for n in ("v2.csv", "antara.csv", "v2_salinan.csv")] == [
        "accepted", "refused", "repeated",
    ]  # fmt: skip
    withdraw_drop(place.warehouse, "v2.csv", reason="salah kirim")
    withdraw_drop(place.warehouse, "2026-07/dtks/lain.csv", reason="salah kirim")
    month = place.run()
    assert (month.drop("v2.csv").state, month.staged("v2.csv")) == ("withdrawn", [])
    # Its copy was put aside because of it, and takes its place.
    assert (month.drop("v2_salinan.csv").state, month.drop("v2_salinan.csv").staged) == (
        "accepted", 15,
    )  # fmt: skip
    withdraw_drop(place.warehouse, "v2_salinan.csv", reason="salah kirim")
    month = place.run()
    assert (month.drop("v1.csv").staged, month.drop("v1.csv").superseded) == (20, 0)
    assert month.drop("antara.csv").state == "refused"
    assert month.status.unbalanced == []
    assert place.rows("select count(*) as n from raw.dtks_person where drop_id = 2") == [{"n": 15}]
    assert place.rows("select distinct drop_id from ops.delivery order by 1") == [{"drop_id": 1}]
    assert place.rows("select reason from ops.audit limit 1") == [{"reason": "salah kirim"}]


def test_the_only_file_withdrawn_leaves_nothing_staged_and_nothing_aside(place):
    rows = dtks(desa_kelurahan="Entah")
    write_csv(place.folder("dtks") / "a.csv", rows)
    assert place.take_in().drop("a.csv").set_aside == 6
    withdraw_drop(place.warehouse, "a.csv", reason="uji")
    assert place.take_in().aside("a.csv") == {}
    assert place.rows("select 1 from quarantine.row") == []


def test_a_refused_file_that_will_not_be_mended_can_be_let_go(place):
    write_csv(place.folder("dtks") / "baik.csv", dtks())
    (place.folder("dtks") / "kosong.csv").write_bytes(b"")
    assert [drop.file_name for drop in place.take_in().status.refused] == [
        "2026-07/dtks/kosong.csv"
    ]
    (place.folder("dtks") / "kosong.csv").unlink()
    withdraw_drop(place.warehouse, "kosong.csv", reason="tidak akan dikirim ulang")
    month = place.take_in()
    assert month.status.refused == []
    assert month.drop("baik.csv").state == "accepted"


def test_a_new_version_under_the_same_name_is_withdrawn_before_the_old_one(place):
    path, village, those = place.folder("dtks") / "a.csv", next(_places), people(8)
    write_csv(path, [dtks_row(p, village) for p in those])
    place.take_in()
    write_csv(path, [dtks_row(p, village, alamat="Baru") for p in those[:6]])
    place.take_in()
    withdraw_drop(place.warehouse, "a.csv", reason="versi pertama yang benar")
    drops = place.take_in().status.drops
    assert [(d.state, d.staged) for d in drops] == [("accepted", 8), ("withdrawn", 0)]


def test_a_name_in_several_folders_or_like_another_is_not_guessed(place):
    write_csv(place.folder("dtks") / "a_1.csv", dtks())
    write_csv(place.folder("dtks") / "ab1.csv", dtks())
    write_csv(place.folder("dtks", "2026-08") / "ab1.csv", dtks())
    place.take_in()
    place.take_in("2026-08")
    with pytest.raises(UsageError):
        withdraw_drop(place.warehouse, "ab1.csv", reason="uji")
    withdraw_drop(place.warehouse, "a_1.csv", reason="uji")
    assert [d.state for d in place.take_in().status.drops] == ["withdrawn", "accepted"]


def test_a_name_that_no_accepted_file_has_cannot_be_withdrawn(place):
    with pytest.raises(DropNotFoundError):
        withdraw_drop(place.warehouse, "tidak_ada.csv", reason="uji")


def test_the_same_bytes_in_a_later_month_are_taken_and_named_as_unchanged(place):
    rows = [p3ke_person_row(p, place_) for place_ in [next(_places)] for p in people(6)]
    path = write_csv(place.folder("p3ke") / "p3ke_2022.csv", rows)
    place.take_in()
    shutil.copy(path, place.folder("p3ke", "2026-08") / "p3ke_2022.csv")
    drop = place.take_in("2026-08").drop("p3ke_2022.csv")
    assert (drop.state, drop.staged) == ("accepted", 6)
    assert "Unchanged since 2026-07" in drop.message


@pytest.mark.parametrize("told_anew_in", ["2026-07", "2026-08"])
def test_bytes_of_which_others_told_anew_meanwhile_are_not_named_as_unchanged(place, told_anew_in):
    village, those = next(_places), people(6)
    path = write_csv(place.folder("dtks") / "a.csv", [dtks_row(p, village) for p in those])
    place.take_in()
    mended_rows = [dtks_row(p, village, alamat="Baru") for p in those]
    write_csv(place.folder("dtks", told_anew_in) / "b.csv", mended_rows)
    place.take_in(told_anew_in)
    shutil.copy(path, place.folder("dtks", "2026-09") / "a.csv")
    drop = place.take_in("2026-09").drop("a.csv")
    assert (drop.state, drop.staged) == ("accepted", 6)
    assert "Unchanged" not in (drop.message or "")


def test_bytes_beside_which_a_few_people_strayed_in_are_named_as_unchanged(place):
    village, elsewhere, those = next(_places), next(_places), people(6)
    path = write_csv(place.folder("dtks") / "a.csv", [dtks_row(p, village) for p in those])
    place.take_in()
    strayed = [*dtks(5, elsewhere), *dtks(1, village)]
    write_csv(place.folder("dtks", "2026-08") / "b.csv", strayed)
    place.take_in("2026-08")
    shutil.copy(path, place.folder("dtks", "2026-09") / "a.csv")
    assert "Unchanged since 2026-07" in place.take_in("2026-09").drop("a.csv").message


def test_a_file_of_families_alone_and_one_of_persons_alone_are_sound(place):
    village, heads = next(_places), people(6)
    write_csv(place.folder("p3ke") / "kk.csv", [p3ke_family_row(p, village) for p in heads])
    month = place.take_in()
    assert (month.drop("kk.csv").state, len(month.staged("kk.csv", "family"))) == ("accepted", 6)
    write_csv(place.folder("p3ke") / "art.csv", [p3ke_person_row(p, village) for p in heads])
    month = place.take_in()
    assert (month.drop("art.csv").staged, month.drop("kk.csv").staged) == (6, 6)


def test_a_village_not_delivered_keeps_its_people_and_one_never_delivered_is_null(place):
    here, there, never = (next(_places) for _ in range(3))
    write_csv(place.folder("dtks") / "a.csv", dtks(6, here))
    write_csv(place.folder("dtks") / "b.csv", dtks(7, there))
    place.run()
    write_csv(place.folder("dtks", "2026-08") / "a.csv", dtks(5, here))
    place.run("2026-08")
    published = {
        row["village"]: row
        for row in place.rows(
            "select village_code_kemendagri as village, persons, as_of_dtks, is_delivered"
            " from mart.village_population_monthly where period = '2026-08-01'"
            " and source = 'dtks' and desil is null"
        )
    }
    assert (published[there.code]["persons"], published[there.code]["is_delivered"]) == (7, False)
    assert published[there.code]["as_of_dtks"] == date(2026, 7, 1)
    assert published[here.code]["is_delivered"] is True
    assert published[never.code]["persons"] is None
    assert len(published) == 237


def test_a_few_rows_of_a_later_month_never_make_a_village_vanish(place):
    village, those = next(_places), people(30)
    write_csv(place.folder("dtks") / "a.csv", [dtks_row(p, village) for p in those])
    place.run()
    write_csv(
        place.folder("dtks", "2026-08") / "lima.csv", [dtks_row(p, village) for p in those[:5]]
    )
    place.run("2026-08")
    persons = place.rows(
        "select persons from mart.village_population_monthly where period = '2026-08-01'"
        " and source = 'dtks' and desil is null and village_code_kemendagri = :code",
        code=village.code,
    )
    assert persons == [{"persons": 30}]


def test_a_file_registered_when_the_process_died_is_finished_by_the_next_run(place):
    write_csv(place.folder("dtks") / "a.csv", dtks())
    register_files(place.warehouse, find_files(place.warehouse.settings.landing))
    assert place.take_in().drop("a.csv").staged == 6


def _padan(place, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = place.warehouse.settings
    environment = {
        **os.environ,
        "PADAN_HOME": str(settings.home),
        "PADAN_WAREHOUSE_URL": str(settings.warehouse_url),
        "PADAN_LANDING": str(settings.landing),
        "PADAN_SETTLE_SECONDS": "0",
    }
    command = [str(Path(sys.executable).with_name("padan")), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_command_ends_with_0_when_rows_are_aside_and_with_1_when_a_file_is_refused(place):
    write_csv(place.folder("dtks") / "a.csv", dtks() + dtks(1, desa_kelurahan="Entah"))
    shutil.copy(place.folder("dtks") / "a.csv", place.folder("dtks") / "a2.csv")
    done = _padan(place, "run", "--period", "2026-07", "--json")
    assert done.returncode == 0, done.stderr
    write_csv(place.folder("dtks") / "b.csv", dtks(), without=["NIK"])
    refused = _padan(place, "run", "--period", "2026-07")
    assert refused.returncode == 1
    assert "column NIK is missing" in refused.stderr
    assert "640299" not in refused.stdout + refused.stderr
