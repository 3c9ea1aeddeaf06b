"""The commands of the review as people call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.errors import UsageError
from pipelines.linkage import link_period
from tests.linkage.conftest import JULY, Staging

from .people import SITI
from .test_queue import DOUBTFUL, doubtful_pair
from .test_workbook import fill_in


@pytest.fixture(autouse=True)
def _same_warehouse(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    url = staging.warehouse.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("PADAN_WAREHOUSE_URL", url)


def padan(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["review", *arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


def test_list_names_pairs_and_nobody(staging: Staging) -> None:
    pair = doubtful_pair(staging)
    document = json.loads(padan("list", "--json"))
    assert (document["open"], document["questions"][0]["pair"]) == (1, str(pair))
    shown = padan("list")
    assert str(pair) in shown
    assert not any(secret in shown for secret in (SITI["nama"], DOUBTFUL["nama"], SITI["nik"]))


def test_a_limit_shortens_what_is_shown_and_not_what_is_counted(staging: Staging) -> None:
    doubtful_pair(staging)
    staging.add(JULY, **{**DOUBTFUL, "nama": "SITI NURAINI"}, source="p3ke")
    link_period(staging.warehouse, JULY)
    document = json.loads(padan("list", "--limit", "1", "--json"))
    assert document["open"] > len(document["questions"]) == 1


def test_decide_undo_and_what_became_of_them(staging: Staging) -> None:
    pair = doubtful_pair(staging)
    padan("decide", str(pair), "same", "--reviewer", "Rina", "--note", "tetangga")
    (kept,) = json.loads(padan("decisions", "--json"))["decisions"]
    assert (kept["verdict"], kept["reviewer"], kept["state"]) == ("same", "Rina", "waits")
    link_period(staging.warehouse, JULY)
    assert "holds" in padan("decisions")
    padan("undo", str(kept["decision_id"]))
    assert json.loads(padan("decisions", "--json"))["decisions"] == []


def test_an_unknown_verdict_is_refused(staging: Staging) -> None:
    with pytest.raises(UsageError, match="verdict"):
        padan("decide", str(doubtful_pair(staging)), "perhaps", "--reviewer", "Rina")


def test_show_adds_the_weights_up_and_hides_the_number(staging: Staging, tmp_path: Path) -> None:
    pair = doubtful_pair(staging)
    shown = padan("show", str(pair), "--picture", str(tmp_path / "pair.svg"))
    assert "against strangers" in shown
    assert SITI["nama"] in shown
    assert SITI["nik"] not in shown
    assert (tmp_path / "pair.svg").exists()


def test_a_workbook_goes_out_and_comes_back(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    path = tmp_path / "antrean.xlsx"
    padan("export", "--out", str(path))
    fill_in(path, {"Jawaban": "beda", "Pemeriksa": "Rina"})
    assert json.loads(padan("import", str(path), "--json"))["different"] == 1


def test_a_sample_is_drawn_answered_and_estimated(staging: Staging, tmp_path: Path) -> None:
    doubtful_pair(staging)
    path = tmp_path / "sampel.xlsx"
    padan("sample", "--out", str(path), "--size", "20")
    fill_in(path, {"Jawaban": "sama", "Pemeriksa": "Rina"})
    padan("import", str(path))
    document = json.loads(padan("estimate", "--json"))
    assert document["precision"]["low"] <= document["precision"]["value"] <= 1
