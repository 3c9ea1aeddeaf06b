"""The period of a run: its partition, or the month typed into the trigger form."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from airflow.sdk import Param, get_current_context
from airflow.sdk.exceptions import AirflowFailException

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


def period_param() -> Param:
    """Return the trigger form's field for runs that were started without a partition key."""
    return Param(
        None,
        type=["null", "string"],
        pattern=MONTH,
        title="Period",
        description="YYYY-MM; only needed when no partition key is given.",
    )


def period_of_run() -> str:
    """Return the month the present run is about, such as `2026-10`.

    Raises:
        AirflowFailException: The run has neither a partition key nor a period, or it is no month.
    """
    context: Mapping[str, Any] = get_current_context()
    period = context.get("partition_key") or context["params"].get("period")
    if not period or not re.match(MONTH, period):
        raise AirflowFailException(
            f"This run has no month (found {period!r}). Trigger it again with a partition key "
            "or the period YYYY-MM."
        )
    return str(period)


def months_of(periods: Iterable[str]) -> list[str]:
    """Return each month once, in order."""
    return sorted(set(periods))


def name_task(label: str) -> None:
    """Show `label` instead of a number for the present one of a task's mapped instances."""
    get_current_context()["label"] = label
