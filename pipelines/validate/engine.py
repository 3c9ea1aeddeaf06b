"""Great Expectations, imported without the packages that it loads and that no rule of ours uses.

They are half of its import. What does use one of them loads it at that moment.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

# For charts of distributions, and for tests of them.
NEVER_USED = ("altair", "scipy.stats")


class _WhenUsed(ModuleType):
    """Stands for a module that is loaded when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def loaded_when_used(*names: str) -> Iterator[None]:
    """Modules that are imported inside are loaded when they are used; those there already stay."""
    stand_ins = {name: _WhenUsed(name) for name in names if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


with loaded_when_used(*NEVER_USED):
    import great_expectations as gx
    from great_expectations.data_context.data_context.context_factory import project_manager
    from great_expectations.data_context.types.base import ProgressBarsConfig

__all__ = ["ProgressBarsConfig", "gx", "loaded_when_used", "project_manager"]
