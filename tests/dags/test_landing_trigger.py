"""The watcher fires once for what has landed, and only when it stands still."""

import asyncio
import time
from pathlib import Path

import pytest
from padan_airflow import landing
from padan_airflow.landing import Fingerprint, LandingTrigger, ready_files, update_sightings

POLL = 0.02
SETTLE = 0.1
# Long enough for several looks beyond settling.
PATIENT = 0.6


def _fired(folder: Path, *acts, seconds: float = PATIENT) -> list[list[str]]:
    """Watch `folder`; after each quiet `seconds` do the next act; return what was fired for."""
    trigger = LandingTrigger(str(folder), SETTLE, POLL)
    fired: list[list[str]] = []

    async def watch() -> None:
        async for event in trigger.run():
            fired.append(event.payload["files"])

    async def main() -> None:
        watching = asyncio.create_task(watch())
        await asyncio.sleep(seconds)
        for act in acts:
            act()
            await asyncio.sleep(seconds)
        watching.cancel()

    asyncio.run(main())
    return fired


def _land(folder: Path, name: str, content: str = "x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_it_fires_once_for_each_new_file(tmp_path):
    _land(tmp_path, "2026-08/dtks/a.xlsx")
    fired = _fired(tmp_path, lambda: _land(tmp_path, "2026-08/p3ke/b.csv"))
    assert fired == [["2026-08/dtks/a.xlsx"], ["2026-08/p3ke/b.csv"]]


def test_it_fires_again_when_the_bytes_change(tmp_path):
    path = _land(tmp_path, "2026-08/dtks/a.xlsx")
    fired = _fired(tmp_path, lambda: path.write_text("mended"))
    assert fired == [["2026-08/dtks/a.xlsx"]] * 2


def test_files_that_come_together_are_one_event(tmp_path):
    for name in ("b", "a"):
        _land(tmp_path, f"2026-08/dtks/{name}.xlsx")
    assert _fired(tmp_path) == [["2026-08/dtks/a.xlsx", "2026-08/dtks/b.xlsx"]]


def test_hidden_files_folders_and_excels_lock_are_no_drops(tmp_path):
    for name in (".a.xlsx", "~$a.xlsx", ".arriving/b.xlsx"):
        _land(tmp_path, f"2026-08/dtks/{name}")
    assert _fired(tmp_path) == []


def test_a_landing_folder_may_come_later(tmp_path):
    folder = tmp_path / "landing"
    assert _fired(folder, lambda: _land(folder, "2026-08/dtks/a.xlsx")) == [["2026-08/dtks/a.xlsx"]]


def test_a_file_that_grows_is_left_until_it_stands_still(tmp_path):
    path = _land(tmp_path, "2026-08/dtks/a.xlsx")

    def grow() -> None:
        with path.open("a") as file:
            file.write("more")

    fired = _fired(tmp_path, *[grow] * 5, seconds=SETTLE / 2)
    assert fired == []


def test_settled_files_wait_for_those_still_being_copied_but_not_for_ever(monkeypatch):
    settled = Fingerprint(1, 1)
    seen = update_sightings({}, {"a": settled, "b": Fingerprint(1, 1)}, now=0.0)
    seen = update_sightings(seen, {"a": settled, "b": Fingerprint(2, 2)}, now=10.0)
    assert ready_files(seen, {}, settle_seconds=2.0, now=11.0) == []
    monkeypatch.setattr(landing, "PATIENCE_SECONDS", 5.0)
    assert ready_files(seen, {}, settle_seconds=2.0, now=11.0) == ["a"]


def test_airflow_can_make_it_anew_from_what_it_serialises():
    trigger = LandingTrigger("/somewhere", 2.0)
    path, arguments = trigger.serialize()
    assert path == "padan_airflow.landing.LandingTrigger"
    assert LandingTrigger(**arguments).serialize() == (path, arguments)


@pytest.mark.timeout(20)
def test_a_file_that_vanishes_between_two_looks_does_no_harm(tmp_path):
    path = _land(tmp_path, "2026-08/dtks/a.xlsx")
    began = time.monotonic()
    fired = _fired(tmp_path, path.unlink, lambda: _land(tmp_path, "2026-08/dtks/b.xlsx"))
    assert fired == [["2026-08/dtks/a.xlsx"], ["2026-08/dtks/b.xlsx"]]
    assert time.monotonic() - began < 10
