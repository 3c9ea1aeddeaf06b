"""Airflow's logging with every national id blotted out, in log files and in the UI alike.

Named by `AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS`. Padan's own code logs positions and counts only;
this is the net under it, for messages of libraries and exceptions nobody foresaw.
"""

from collections.abc import MutableMapping
from typing import Any

from airflow.config_templates.airflow_local_settings import DEFAULT_LOGGING_CONFIG

from padan_airflow.redaction import redact

LOGGING_CONFIG = DEFAULT_LOGGING_CONFIG


def redact_event(
    logger: Any, name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Blot out one log event; a structlog processor."""
    return {key: redact(item) for key, item in event.items()}


class RedactingTaskLog:
    """A remote log that keeps nothing: only from one does Airflow take processors for task logs."""

    processors = (redact_event,)

    def upload(self, path: Any, ti: Any = None) -> None:
        """Send nothing anywhere: the log stays on this machine."""

    def read(self, relative_path: str, ti: Any) -> tuple[list[str], None]:
        """Return nothing: the UI reads the log file."""
        return [], None


REMOTE_TASK_LOG = RedactingTaskLog()
