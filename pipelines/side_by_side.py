"""Two pieces of work at the same time, in threads: what waits for the server leaves room."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")
Result = TypeVar("Result")


def side_by_side(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """Do both, the second in a thread of its own; what each gives.

    Raises:
        BaseException: What was raised first in time: the failure of one makes the server refuse the
            other's statements, which says nothing. Both have ended by then.
    """
    failures: list[BaseException] = []
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(_noting, failures, second)
        try:
            return _noting(failures, first), beside.result()
        except BaseException:
            beside.exception()
            raise failures[0] from None


def _noting(failures: list[BaseException], do: Callable[[], Result]) -> Result:
    try:
        return do()
    except BaseException as failure:
        failures.append(failure)
        raise
