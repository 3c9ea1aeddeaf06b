"""Defaults of every task: who answers for it, and that only what a retry can mend is retried."""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule

# The closed list of tags: one for the room of the flow, one for what starts the DAG.
TAGS = frozenset({"sources", "registry", "marts", "on-arrival", "on-data", "calendar"})

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)

RETRY_ONLY_WHAT_CAN_HELP = ExceptionRetryPolicy(
    rules=[
        RetryRule(exception="pipelines.errors.TransientError", action=RetryAction.RETRY),
        RetryRule(exception=Exception, action=RetryAction.FAIL, reason="a person must act"),
    ]
)

# Retries also serve a task whose process was killed: no exception, so no rule, is met then.
TASK_DEFAULTS: dict[str, Any] = {
    "owner": "padan",
    "retries": 3,
    "retry_delay": timedelta(minutes=1),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=15),
    "retry_policy": RETRY_ONLY_WHAT_CAN_HELP,
}

DAG_DEFAULTS: dict[str, Any] = {
    "default_args": TASK_DEFAULTS,
    "catchup": False,
    # The registry is one: a second run of the same DAG could only wait for the first.
    "max_active_runs": 1,
    "is_paused_upon_creation": False,
}
