"""Blots national ids out of what is logged; the net under code that logs none."""

import re
from typing import Any

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
