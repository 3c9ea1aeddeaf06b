"""The linkage model: what is compared, and what each agreement weighs.

The statement of the model is code (`blocking.py`, `comparisons.py`); its parameters are trained by
`padan train` and kept as versioned files in `models/`. A monthly run reads the newest file and
scores; it never trains.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.errors import UsageError

MODELS = Path(__file__).parent / "models"

# Not two classes: relatives agree on place, mother, list and even half the NIK. With a class of
# their own that agreement cancels out, and only what tells siblings apart decides.
CLASSES = ("same", "family", "strangers")


@dataclass(frozen=True)
class Parameters:
    """What one EM fit learned.

    Attributes:
        prior: Share of each class among candidate pairs, in the order of `CLASSES`.
        levels: Comparison → level → probability of the level in each class.
    """

    prior: tuple[float, ...]
    levels: Mapping[str, Mapping[str, tuple[float, ...]]]


@dataclass(frozen=True)
class Thresholds:
    """Where a weight (log odds of *same*, natural logarithm) decides what.

    Attributes:
        link: Pairs above are evidence for one person, below against.
        keep: Pairs below are forgotten after scoring.
        relatives: Pairs above count as a match of a family's members in the family pass.
        clip: No single pair weighs more than this in clustering.
        review_from: Pairs from here up to `review_to` are for people to decide, where their answer
            would change who is one person; until they do, `link` decides.
        review_to: See there.
        moot: No question is asked between two sides whose weights add up to more than this, for
            or against: others have decided between them.
        contradiction: A decided pair is asked again once its weight has left the review band on the
            other side, and lies so far from the weight that was seen.
    """

    link: float = -2.0
    keep: float = -10.0
    relatives: float = 0.0
    clip: float = 12.0
    review_from: float = -8.0
    review_to: float = 4.0
    moot: float = 6.0
    contradiction: float = 6.0


@dataclass(frozen=True)
class Model:
    """One trained version.

    Attributes:
        version: Name of the file without its ending, such as `0001`.
        alone: Parameters for a pair seen by itself, used to find the matches between families.
        in_family: Parameters with the family's evidence, used to decide.
        thresholds: See there.
        trained_on: Counts of what it was trained on.
        figures: What evaluation said of it, where truth was known.
    """

    version: str
    alone: Parameters
    in_family: Parameters
    thresholds: Thresholds
    trained_on: Mapping[str, Any]
    figures: Mapping[str, Any]


def next_version(folder: Path = MODELS) -> str:
    """Return the name that comes after the newest: versions are numbered, `0001` first."""
    numbers = [int(path.stem) for path in folder.glob("[0-9]*.json")]
    return f"{max(numbers, default=0) + 1:04d}"


def newest_version() -> str:
    """Return the name of the newest model file."""
    names = sorted(path.stem for path in MODELS.glob("*.json"))
    if not names:
        raise UsageError("There is no linkage model.", remedy="Make one with `padan train`.")
    return names[-1]


@cache
def load_model(version: str | None = None) -> Model:
    """Read a model file; the newest where none is named.

    Raises:
        UsageError: There is no such version.
    """
    name = version or newest_version()
    path = MODELS / f"{name}.json"
    if not path.exists():
        raise UsageError(f"There is no linkage model {name}.", remedy=f"See {MODELS.name}/.")
    return parse_model(json.loads(path.read_text(encoding="utf-8")))


def parse_model(data: Mapping[str, Any]) -> Model:
    """Return the model that `describe_model` wrote."""
    return Model(
        version=data["version"],
        alone=_parameters(data["alone"]),
        in_family=_parameters(data["in_family"]),
        thresholds=Thresholds(**data["thresholds"]),
        trained_on=data["trained_on"],
        figures=data["figures"],
    )


def describe_model(model: Model) -> dict[str, Any]:
    """Return the model as plain data for JSON, probabilities to six significant digits."""
    described = asdict(model)
    for part in ("alone", "in_family"):
        described[part] = _rounded(described[part])
    return described


def save_model(model: Model, folder: Path = MODELS) -> Path:
    """Write a new model file beside the others; returns its path."""
    path = folder / f"{model.version}.json"
    text = json.dumps(describe_model(model), indent=1, sort_keys=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _parameters(data: Mapping[str, Any]) -> Parameters:
    levels = {
        comparison: {level: tuple(values) for level, values in by_level.items()}
        for comparison, by_level in data["levels"].items()
    }
    return Parameters(tuple(data["prior"]), levels)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    if isinstance(value, float) and math.isfinite(value):
        return float(f"{value:.6g}")
    return value
