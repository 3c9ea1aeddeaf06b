"""What is taken from the landing folder, and when it has stood still for long enough."""

from __future__ import annotations

import os
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from pipelines.errors import FileChangedError
from pipelines.receive import archive, find_files, register, settled_files
from pipelines.receive.landing import LandedFile
from tests.sent import modified_at


def land(landing: Path, name: str, content: bytes = b"isi") -> Path:
    path = landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(files: list[LandedFile]) -> list[str]:
    return [file.name for file in files]


def test_files_are_found_where_a_drop_belongs_in_the_order_of_their_times_then_names(tmp_path):
    for name, seconds in (("c.xlsx", 10), ("b.xlsx", 20), ("a.xlsx", 20), ("sub/d.csv", 30)):
        modified_at(land(tmp_path, f"2026-07/dtks/{name}"), seconds)
    assert names(find_files(tmp_path)) == [
        f"2026-07/dtks/{name}" for name in ("c.xlsx", "a.xlsx", "b.xlsx", "sub/d.csv")
    ]


@pytest.mark.parametrize(
    "name",
    [
        "a.xlsx", "2026-07/a.xlsx", "2026-13/dtks/a.xlsx", "2026-07/dtsen_lama/a.xlsx",
        "juli/dtks/a.xlsx",
        "2026-07/dtks/~$a.xlsx", "2026-07/dtks/.a.xlsx.swp", "2026-07/dtks/a.xlsx.part",
        "2026-07/dtks/.git/a.xlsx",
        "2026-07/dtks/Thumbs.db", "2026-07/dtks/desktop.ini", "2026-07/dtks/__MACOSX/a.xlsx",
    ],
)  # fmt: skip
def test_what_lies_elsewhere_or_is_passing_is_left_alone(tmp_path, name):
    land(tmp_path, name)
    assert find_files(tmp_path) == []


def test_a_landing_folder_that_is_not_there_is_named(tmp_path, caplog):
    assert find_files(tmp_path / "landnig") == []
    assert "landnig" in caplog.text


def test_only_the_month_that_is_asked_for(tmp_path):
    land(tmp_path, "2026-07/dtks/a.csv")
    land(tmp_path, "2026-08/dtks/b.csv")
    assert names(find_files(tmp_path, date(2026, 8, 1))) == ["2026-08/dtks/b.csv"]


def test_a_file_name_that_is_not_utf8_can_be_shown(tmp_path):
    folder = land(tmp_path, "2026-07/dtks/a.csv").parent
    (folder / os.fsdecode(b"caf\xe9.csv")).write_bytes(b"isi")
    shown = names(find_files(tmp_path))[-1] + names(find_files(tmp_path))[0]
    assert "caf\ufffd.csv" in shown


def test_a_file_still_being_copied_is_waited_for_by_a_command(tmp_path):
    path = land(tmp_path, "2026-07/dtks/a.csv")
    stop = time.monotonic() + 0.8

    def copy() -> None:
        while time.monotonic() < stop:
            with path.open("ab") as file:
                file.write(b"lagi")
            time.sleep(0.05)

    thread = threading.Thread(target=copy)
    thread.start()
    files = settled_files(find_files(tmp_path), 0.3, wait=True)
    assert (len(files), time.monotonic() > stop) == (1, True)
    thread.join()


def test_a_file_still_being_copied_is_left_for_the_next_look_by_the_watcher(tmp_path):
    land(tmp_path, "2026-07/dtks/a.csv")
    assert settled_files(find_files(tmp_path), 60, wait=False) == []


def test_an_old_modification_time_does_not_make_a_copy_look_settled(tmp_path):
    modified_at(land(tmp_path, "2026-07/dtks/a.csv"), 1_000_000)
    assert settled_files(find_files(tmp_path), 60, wait=False) == []


def test_a_file_is_archived_once_unchanged_and_read_only(tmp_path):
    path = land(tmp_path, "a.csv")
    sha256 = archive.keep(path, tmp_path / "archive")
    kept = archive.archived_path(tmp_path / "archive", sha256)
    assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == (b"isi", 0o440)
    before = kept.stat().st_mtime_ns
    assert archive.keep(path, tmp_path / "archive") == sha256
    assert kept.stat().st_mtime_ns == before


def test_a_file_that_changes_between_fingerprint_and_archive_is_not_kept(tmp_path, monkeypatch):
    path = land(tmp_path, "a.csv")
    monkeypatch.setattr(archive, "fingerprint", lambda path: "0" * 64)
    with pytest.raises(FileChangedError):
        archive.keep(path, tmp_path / "archive")
    assert [p for p in (tmp_path / "archive").rglob("*") if p.is_file()] == []


def test_a_file_that_changes_while_it_is_read_is_read_again(place, monkeypatch):
    path = land(place.warehouse.settings.landing, "2026-07/dtks/a.csv")
    changes = iter([True, False])
    keep = archive.keep

    def changing(file: Path, folder: Path) -> str:
        if next(changes):
            raise FileChangedError(file.name)
        return keep(file, folder)

    monkeypatch.setattr(register, "keep", changing)
    files = find_files(place.warehouse.settings.landing)
    assert len(register.register_files(place.warehouse, files)) == 1
    assert path.exists()


def test_a_file_that_is_gone_before_it_is_read_is_no_drop(place):
    path = land(place.warehouse.settings.landing, "2026-07/dtks/a.csv")
    files = find_files(place.warehouse.settings.landing)
    path.unlink()
    assert settled_files(files, 0, wait=True) == files
    assert register.register_files(place.warehouse, files) == []
