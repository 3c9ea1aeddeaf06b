"""Reading the registry: one person's history, and what changed between two months."""

from pipelines.registry.diff import Diff, diff_periods
from pipelines.registry.person import PersonHistory, Step, show_person

__all__ = ["Diff", "PersonHistory", "Step", "diff_periods", "show_person"]
