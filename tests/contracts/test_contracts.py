"""What the contracts know: every value that was seen, and suites that follow from them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipelines.contracts import load_code_lists, load_contract
from pipelines.contracts.model import EXPECTATIONS, header_key
from pipelines.contracts.suites import stale_suites

SEEN = Path(__file__).parent / "seen_values.csv"
ROWS = list(csv.DictReader(SEEN.open(encoding="utf-8")))


def test_no_suite_is_stale():
    assert stale_suites() == []


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['vintage']}-{r['column']}-{r['value']}")
def test_every_value_that_was_seen_is_known(row):
    for kind in load_contract(row["source"]).kinds.values():
        field = kind.field_by_header.get(header_key(row["column"]))
        if field is not None:
            code_list = load_code_lists()[kind.fields[field].list]
            assert code_list.code_of(row["value"]) is not None
            assert code_list.code_of(row["value"].upper() + " ") is not None
            return
    pytest.fail(f"no field is called {row['column']}")


@pytest.mark.parametrize("text", ["1", "01", "1.0", "1,0", " 1 "])
def test_a_code_that_is_a_number_is_known_however_a_program_wrote_the_number(text):
    assert load_code_lists()["resiko_stunting"].code_of(text) == "BERESIKO"
    assert load_code_lists()["resiko_stunting"].code_of(text.replace("1", "0")) == "TIDAK_BERESIKO"


@pytest.mark.parametrize("path", sorted(EXPECTATIONS.glob("*.json")), ids=lambda path: path.stem)
def test_no_suite_has_two_expectations_of_one_rule_and_column(path):
    suite = json.loads(path.read_text(encoding="utf-8"))
    names = [(one["meta"]["rule"], one["meta"]["column"]) for one in suite["expectations"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "text", ["1 - Laki-laki", "1. Laki-laki", "01) LAKI-LAKI", "1=Laki - laki"]
)
def test_a_number_before_the_words_is_no_part_of_them(text: str) -> None:
    assert load_code_lists()["jenis_kelamin"].code_of(text) == "L"


def test_a_number_that_means_another_code_than_the_words_behind_it_is_not_guessed() -> None:
    assert load_code_lists()["jenis_kelamin"].code_of("1. Perempuan") is None
    assert load_code_lists()["jenis_kelamin"].code_of("1. 2") is None
