"""A run is about one month, or refuses to work."""

import pytest
from airflow.sdk.exceptions import AirflowFailException
from padan_airflow import periods


def _in_run(monkeypatch, partition_key=None, period=None):
    context = {"partition_key": partition_key, "params": {"period": period}}
    monkeypatch.setattr(periods, "get_current_context", lambda: context)


def test_the_partition_comes_before_the_typed_period(monkeypatch):
    _in_run(monkeypatch, partition_key="2026-08", period="2026-09")
    assert periods.period_of_run() == "2026-08"


def test_the_typed_period_serves_a_run_without_partition(monkeypatch):
    _in_run(monkeypatch, period="2026-09")
    assert periods.period_of_run() == "2026-09"


@pytest.mark.parametrize("key", [None, "", "2026-13", "2026", "2026-08-01"])
def test_a_run_without_a_month_fails_for_good(monkeypatch, key):
    _in_run(monkeypatch, partition_key=key)
    with pytest.raises(AirflowFailException, match="no month"):
        periods.period_of_run()


def test_each_month_is_told_once_in_order():
    assert periods.months_of(["2026-09", "2026-08", "2026-09"]) == ["2026-08", "2026-09"]
