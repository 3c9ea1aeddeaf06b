"""One run for all faulty files of a module: Great Expectations costs seconds, a file nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(scope="module")
def month(request: pytest.FixtureRequest, new_place: Callable[[], Any]) -> Any:
    """The month of the module's `FILES`, each built into its source's folder, run once."""
    place = new_place()
    for fault in request.module.FILES:
        fault.build(place.folder(fault.source) / fault.name)
    yield place.take_in()
    place.warehouse.close()
