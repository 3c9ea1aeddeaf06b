"""Reading the registry: one person's or family's history, what changed between two months."""

from pipelines.registry.diff import Diff, diff_periods
from pipelines.registry.family import FamilyHistory, show_family
from pipelines.registry.person import PersonHistory, show_person
from pipelines.registry.timeline import Step

__all__ = [
    "Diff",
    "FamilyHistory",
    "PersonHistory",
    "Step",
    "diff_periods",
    "show_family",
    "show_person",
]
