"""What a page tells of an area, section by section: the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.deliver.of_families import deprivations, families, housing, movement, support
from pipelines.deliver.of_persons import agreement, education, months, people, welfare, work
from pipelines.deliver.profile import AreaProfile, Edition
from pipelines.deliver.section import Section, Subject

SectionMaker = Callable[[Subject], Section | None]


def sections_of(profile: AreaProfile, edition: Edition) -> list[Section]:
    """Everything that can be told of an area; nothing of one with hardly anybody listed."""
    if not profile.total("persons").value:
        return []
    subject = Subject(profile, edition.parent_of(profile), edition)
    persons: list[SectionMaker] = [people, welfare, agreement, education, work, months]
    households: list[SectionMaker] = [housing, deprivations, movement, support, families]
    makers = [*persons[:3], *households, *persons[3:]]
    if not profile.total("families").value:
        makers = persons
    return [section for make in makers if (section := make(subject))]
