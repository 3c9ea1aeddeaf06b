"""The command as scripts call it: exit codes, JSON, help."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PADAN = str(Path(sys.executable).with_name("padan"))
COMMANDS = (
    "simulate", "run", "receive", "load", "validate", "stage", "link", "sync", "publish",
    "train", "evaluate", "drift",
    "status", "reconcile", "export links", "export villages", "drop withdraw",
    "quarantine export", "warehouse start", "warehouse stop", "warehouse psql",
    "warehouse migrate", "contract suites",
    "review list", "review show", "review decide",
    "review undo", "review decisions", "review export", "review import", "review sample",
    "review estimate", "person show", "diff", "verify", "release list", "release withdraw",
    "mart dictionary",
    "reference load-susenas",
    "deliver pages", "deliver tables",
)  # fmt: skip


def padan(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PADAN, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("home"))


def test_help_lists_every_command_that_others_rely_on() -> None:
    shown = {group: padan(*group.split(), "--help").stdout for group in {"", *(
        command.split()[0] for command in COMMANDS if " " in command
    )}}  # fmt: skip
    for command in COMMANDS:
        group, _, name = command.rpartition(" ")
        assert name in shown[group], command


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "--period", "Juli"),
        ("status", "--period", "2026-13"),
        ("unknown",),
        ("simulate", "--out", "x", "--months", "2026-07", "--persons", "0"),
        ("quarantine", "export", "--period", "2026-07", "--out", "aside.csv"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_no_traceback(arguments: tuple[str, ...], home: str) -> None:
    done = padan(*arguments, PADAN_HOME=home)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_unreachable_warehouse_ends_with_3(home: str) -> None:
    url = "postgresql+psycopg2://padan:geheim@127.0.0.1:1/padan"
    done = padan("status", PADAN_HOME=home, PADAN_WAREHOUSE_URL=url)
    assert done.returncode == 3
    assert "PADAN_WAREHOUSE_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert "geheim" not in done.stderr


def test_json_is_one_document_on_stdout_even_for_an_empty_month(home: str, tmp_path: Path) -> None:
    done = padan(
        "run", "--landing", str(tmp_path), "--period", "2026-07", "--json", PADAN_HOME=home
    )
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert [step["step"] for step in document["steps"]] == [
        "receive", "load", "validate", "stage", "link", "sync", "publish",
    ]  # fmt: skip
    status = padan("status", "--period", "2026-07", "--json", PADAN_HOME=home)
    assert status.returncode == 0
    assert json.loads(status.stdout)["drops"] == []


def test_a_month_of_which_nothing_landed_is_said_to_be_so_and_where_it_was_looked_for(
    home: str, tmp_path: Path
) -> None:
    done = padan("run", "--landing", str(tmp_path), "--period", "2026-06", PADAN_HOME=home)
    assert done.returncode == 0
    said = f"Nothing was received for 2026-06: no file lies under {tmp_path}/2026-06/<source>/."
    assert said in done.stdout


def test_a_drop_that_is_not_there_is_a_plain_failure(home: str) -> None:
    done = padan("drop", "withdraw", "tidak_ada.xlsx", "--reason", "salah kirim", PADAN_HOME=home)
    assert done.returncode == 1
    assert "tidak_ada.xlsx" in done.stderr
    assert "Traceback" not in done.stderr


def test_psql_passes_its_words_on(home: str) -> None:
    done = padan("warehouse", "psql", "-Atc", "select 40 + 2", PADAN_HOME=home)
    assert done.stdout.strip() == "42"
