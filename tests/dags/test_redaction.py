"""No national id gets into a task's log, whatever carries it there."""

import pytest
from padan_airflow.logging_config import REMOTE_TASK_LOG, redact_event
from padan_airflow.redaction import BLOT, redact

NIK = "6402990101900001"


@pytest.mark.parametrize(
    "text",
    [NIK, f"nik={NIK},", "6402-9901-0190-0001", "640299 010190 0001", "64.02.99.010190.0001"],
)
def test_a_national_id_is_blotted_out_however_it_is_grouped(text):
    assert BLOT in redact(text)
    assert "010190" not in redact(text).replace(".", "").replace(" ", "")


@pytest.mark.parametrize("text", ["2026-11-24 18:11:23", "1732471883.123456", "20 rows", NIK + "7"])
def test_dates_times_and_other_numbers_stay(text):
    assert redact(text) == text


def test_ids_are_found_in_nested_facts_and_as_numbers():
    event = {"event": "x", "facts": [{"nik": int(NIK)}, (NIK, 3)], "rows": 12, "flag": True}
    assert redact_event(None, "info", event) == {
        "event": "x",
        "facts": [{"nik": BLOT}, (BLOT, 3)],
        "rows": 12,
        "flag": True,
    }


def test_the_log_goes_nowhere_but_into_its_file():
    assert REMOTE_TASK_LOG.read("a.log", None) == ([], None)
