"""A warehouse that no test of this folder changes, and worlds in it."""

from collections.abc import Callable, Iterator

import pytest

from pipelines.warehouse import Warehouse
from tests.conftest import Place
from tests.families.world import World, new_world


@pytest.fixture(scope="module")
def untouched(new_place: Callable[[], Place]) -> Iterator[Warehouse]:
    made = new_place()
    yield made.warehouse
    made.warehouse.close()


@pytest.fixture
def world(untouched: Warehouse) -> Iterator[World]:
    with new_world(untouched) as made:
        yield made
