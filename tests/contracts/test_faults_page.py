"""The page of faults tells every reason that the code and the suites know."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.contracts.faults_page import PAGE, faults_page, read_codes
from pipelines.load import refusals, unreadable
from pipelines.validate import refusals as validate_refusals


def codes_in(module) -> set[str]:
    """First arguments of the refusals that a module makes."""
    source = Path(module.__file__).read_text(encoding="utf-8")
    return set(re.findall(r'Refusal\(\s*"([a-z_]+)"', source))


def test_the_page_is_not_stale():
    assert PAGE.read_text(encoding="utf-8") == faults_page()


def test_every_refusal_of_load_is_on_the_page():
    assert read_codes() == codes_in(refusals) | codes_in(unreadable) | set(unreadable._FILE_FAULTS)


def test_every_refusal_of_validate_is_on_the_page():
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{code}` |" in page for code in codes_in(validate_refusals))
