"""Two pieces of work at once give both results, or the failure that came first."""

from __future__ import annotations

from threading import Barrier, Event

import pytest

from pipelines.side_by_side import side_by_side


def test_both_are_done_at_the_same_time() -> None:
    met = Barrier(2, timeout=30)
    assert {place >= 0 for place in side_by_side(met.wait, met.wait)} == {True}


@pytest.mark.parametrize("is_first", [True, False])
def test_what_failed_first_is_told_when_both_have_ended(is_first: bool) -> None:
    failed, ended = Event(), Event()

    def cause() -> None:
        failed.set()
        raise KeyError("cause")

    def consequence() -> None:
        assert failed.wait(30)
        ended.wait(0.2)
        ended.set()
        raise ValueError("consequence")

    with pytest.raises(KeyError):
        side_by_side(*((cause, consequence) if is_first else (consequence, cause)))
    assert ended.is_set()


def test_one_failure_waits_for_the_other_to_end() -> None:
    ended = Event()

    def slow() -> None:
        ended.wait(0.2)
        ended.set()

    def cause() -> None:
        raise KeyError("cause")

    with pytest.raises(KeyError):
        side_by_side(cause, slow)
    assert ended.is_set()
