"""The registry that the tests of sync feed, read by others."""

from tests.sync.conftest import module_place, registry

__all__ = ["module_place", "registry"]
