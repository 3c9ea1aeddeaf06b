"""The steps one by one end as the whole run does."""

from pathlib import Path

import pandas as pd

from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse
from tests.cli.test_command import padan
from tests.end_to_end.tables import checksums
from tests.sent import (
    dtks_row,
    p3ke_family_row,
    p3ke_person_row,
    people,
    table,
    villages,
    write_xlsx,
)

PERIOD = ("--period", "2026-07")


def deliver(landing: Path) -> None:
    place = next(villages())
    for source in ("dtks", "p3ke"):
        (landing / "2026-07" / source).mkdir(parents=True)
    listed = people(8)
    write_xlsx(landing / "2026-07/dtks/bnba.xlsx", table([dtks_row(p, place) for p in listed]))
    write_xlsx(
        landing / "2026-07/p3ke/semua.xlsx",
        KELUARGA=table([p3ke_family_row(p, place) for p in listed[:3]]),
        INDIVIDU=table([p3ke_person_row(p, place) for p in listed[2:]]),
    )
    (landing / "2026-07/dtks/rusak.xlsx").write_bytes(b"PK\x03\x04 cut off")


def held(home: str) -> dict[str, str]:
    with open_warehouse(Settings(home=Path(home))) as warehouse:
        return checksums(warehouse)


def test_steps_one_by_one_end_as_a_run_in_parts_and_say_what_was_refused(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    deliver(landing)
    stepwise, whole = str(tmp_path / "stepwise"), str(tmp_path / "whole")
    settings = {"PADAN_LANDING": str(landing), "PADAN_SETTLE_SECONDS": "0"}

    assert padan("receive", PADAN_HOME=stepwise, **settings).returncode == 0
    loaded = padan("load", PADAN_HOME=stepwise, **settings)
    assert loaded.returncode == 1
    assert "damaged" in loaded.stderr
    for step in ("validate", "stage", "link", "sync", "publish"):
        done = padan(step, *PERIOD, PADAN_HOME=stepwise, **settings)
        assert done.returncode == 0, done.stderr

    staged = padan("run", *PERIOD, "--until", "stage", PADAN_HOME=whole, **settings)
    assert "link" not in staged.stdout
    assert "Registry" not in staged.stdout
    run = padan("run", *PERIOD, PADAN_HOME=whole, **settings)
    assert staged.returncode == run.returncode == 1
    assert "rusak.xlsx" in run.stderr
    assert held(stepwise) == held(whole)

    links = tmp_path / "links.parquet"
    padan("export", "links", *PERIOD, "--out", str(links), PADAN_HOME=whole)
    exported = pd.read_parquet(links)
    assert list(exported.columns) == [
        "source", "period", "file_name", "sheet_name", "row_number", "person_id", "family_id",
    ]  # fmt: skip
    assert len(exported) == 14
    assert set(exported.file_name) == {"2026-07/dtks/bnba.xlsx", "2026-07/p3ke/semua.xlsx"}
    assert exported.row_number.min() == 2
    assert exported.person_id.nunique() == 8
