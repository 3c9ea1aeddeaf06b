"""Why a pair weighs what it weighs, step by step: what each agreement says for and against."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pipelines.linkage.contexts import FAMILY_SIGNS
from pipelines.linkage.families import IN_FAMILY
from pipelines.linkage.model import CLASSES, Model
from pipelines.linkage.scoring import evidence, has_any, match_weights
from pipelines.linkage.store import LETTER_BEFORE_A


@dataclass(frozen=True)
class Step:
    """One piece of evidence: log(probability in `same` / probability in the other class), nats."""

    evidence: str
    level: str
    against_family: float
    against_strangers: float


@dataclass(frozen=True)
class Explanation:
    """A pair's weight, added up.

    Attributes:
        model_version: The model that weighs.
        steps: The prior first, then each comparison that says something.
        can_be_family: Whether the pair has any sign of a family; if not, only strangers compete.
        weight: Log odds of one person against relatives and strangers together, nats.
    """

    model_version: str
    steps: tuple[Step, ...]
    can_be_family: bool
    weight: float

    @property
    def against_family(self) -> float:
        """Sum of the steps against relatives."""
        return sum(step.against_family for step in self.steps)

    @property
    def against_strangers(self) -> float:
        """Sum of the steps against strangers."""
        return sum(step.against_strangers for step in self.steps)

    @property
    def is_decided_against_family(self) -> bool:
        """Whether relatives are the nearer alternative: the smaller sum rules the weight."""
        return self.can_be_family and self.against_family < self.against_strangers


def explain(levels: str, model: Model) -> Explanation:
    """Return how a pair of these levels gets its weight.

    Args:
        levels: As in `linkage.pair`: a letter a comparison, `@` where a value is missing.
        model: The version that weighed it.
    """
    numbers = [ord(letter) - LETTER_BEFORE_A for letter in levels]
    pattern = np.array([numbers], dtype=np.uint8)
    parameters = model.in_family
    steps = [_step("prior", "among candidates", parameters.prior)]
    for name, comparison, found in evidence(pattern, IN_FAMILY):
        if number := int(found[0]):
            level = comparison.level_names()[number - 1]
            steps.append(_step(name, level, parameters.levels[name][level]))
    return Explanation(
        model_version=model.version,
        steps=tuple(steps),
        can_be_family=bool(has_any(pattern, IN_FAMILY, FAMILY_SIGNS)[0]),
        weight=float(match_weights(pattern, IN_FAMILY, parameters)[0]),
    )


def _step(name: str, level: str, probabilities: tuple[float, ...]) -> Step:
    by_class = dict(zip(CLASSES, probabilities, strict=True))
    same = math.log(by_class["same"])
    return Step(
        evidence=name.replace(":", ", ").replace("_", " "),
        level=level,
        against_family=same - math.log(by_class["family"]),
        against_strangers=same - math.log(by_class["strangers"]),
    )
