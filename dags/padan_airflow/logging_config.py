"""Airflow's logging with every national id blotted out, in log files and in the UI alike.

Named by `AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS`. Padan's own code logs positions and counts only;
this is the net under it, for messages of libraries and exceptions nobody foresaw.
"""

import re
from collections.abc import MutableMapping
from typing import Any

from airflow.config_templates.airflow_local_settings import DEFAULT_LOGGING_CONFIG

LOGGING_CONFIG = DEFAULT_LOGGING_CONFIG

# NIK and No KK, in one piece or grouped as people write them; other groupings are measurements.
GROUPINGS = (
    r"\d{16}",
    r"\d{4}[ .-]\d{4}[ .-]\d{4}[ .-]\d{4}",
    r"\d{6}[ .-]\d{6}[ .-]\d{4}",
    r"\d{2}[ .-]\d{2}[ .-]\d{2}[ .-]\d{6}[ .-]\d{4}",
)
NATIONAL_ID = re.compile(rf"(?<!\d)(?:{'|'.join(GROUPINGS)})(?!\d)")
BLOT = "[16 digits]"


def redact(value: Any) -> Any:
    """Return `value` with 16-digit numbers blotted out, through nested lists and mappings."""
    match value:
        case str():
            return NATIONAL_ID.sub(BLOT, value)
        case bool():
            return value
        case int():
            return BLOT if NATIONAL_ID.fullmatch(str(abs(value))) else value
        case list():
            return [redact(item) for item in value]
        case tuple():
            return tuple(redact(item) for item in value)
        case dict():
            return {redact(key): redact(item) for key, item in value.items()}
    return value


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
