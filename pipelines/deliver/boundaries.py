"""Village boundaries that a user supplies: repaired, simplified together, and small to draw."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import BoundariesError

WIDTH = 1000
# In units of the drawing: what is smaller cannot be seen.
TOLERANCE = 1.5
SMALLEST_PART = 8.0


@dataclass(frozen=True)
class Label:
    """Where a name can stand."""

    code: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawn:
    """Boundaries as paths of an SVG of `WIDTH` by `height`.

    Attributes:
        villages: Path data by Kemendagri code.
        kecamatan: Path data by the code of the kecamatan.
        labels: One for each kecamatan, the largest first.
    """

    height: int
    villages: dict[str, str]
    kecamatan: dict[str, str]
    labels: tuple[Label, ...]


def read_boundaries(file: Path, codes: Collection[str]) -> Drawn:
    """Read a GeoJSON of polygons whose properties hold Kemendagri codes, with or without dots.

    Args:
        file: The GeoJSON, in degrees.
        codes: The villages; others in the file are left out.

    Raises:
        BoundariesError: The file is missing, is no such GeoJSON, or holds none of the villages.
    """
    # Imported here: only the map needs geometry.
    import shapely

    found = _polygons(file, frozenset(codes))
    shapes = {code: _repaired(shapely.union_all(parts)) for code, parts in found.items()}
    placed = _on_paper(shapes)
    # Together: neighbours keep one line between them.
    simple = shapely.coverage_simplify(list(placed.values()), TOLERANCE)
    villages = dict(zip(placed, simple, strict=True))
    by_kecamatan: dict[str, list[Any]] = defaultdict(list)
    for code, shape in villages.items():
        by_kecamatan[code[:6]].append(shape)
    kecamatan = {code: shapely.union_all(parts) for code, parts in by_kecamatan.items()}
    largest = sorted(kecamatan, key=lambda code: (-kecamatan[code].area, code))
    points = {code: kecamatan[code].representative_point() for code in largest}
    return Drawn(
        height=math.ceil(max(shape.bounds[3] for shape in villages.values())),
        villages={code: _path(shape) for code, shape in villages.items()},
        kecamatan={code: _path(shape) for code, shape in kecamatan.items()},
        labels=tuple(Label(code, round(point.x), round(point.y)) for code, point in points.items()),
    )


def _polygons(file: Path, codes: frozenset[str]) -> dict[str, list[Any]]:
    """Repaired shapes of the villages, as they stand in the file."""
    import shapely
    from shapely.geometry import shape

    features = _features(file)
    name = _code_property(features, codes)
    if name is None:
        raise BoundariesError(file.name, "holds no village of the regency")
    found: dict[str, list[Any]] = defaultdict(list)
    try:
        for feature in features:
            code = _code(feature["properties"].get(name))
            if code not in codes or not feature.get("geometry"):
                continue
            area = _repaired(shape(feature["geometry"]))
            if not area.is_empty:
                found[code].append(area)
    except (shapely.errors.ShapelyError, AttributeError, KeyError, TypeError, ValueError):
        raise BoundariesError(file.name, "holds geometries that cannot be read") from None
    if not found:
        raise BoundariesError(file.name, "holds no polygon of a village")
    return dict(sorted(found.items()))


def _features(file: Path) -> list[dict[str, Any]]:
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
        features = content["features"]
    except OSError:
        raise BoundariesError(file.name, "cannot be opened") from None
    except (ValueError, KeyError, TypeError):
        raise BoundariesError(file.name, "is no GeoJSON FeatureCollection") from None
    if not isinstance(features, list):
        raise BoundariesError(file.name, "is no GeoJSON FeatureCollection")
    return [each for each in features if isinstance(each, dict) and each.get("properties")]


def _code_property(features: Iterable[dict[str, Any]], codes: frozenset[str]) -> str | None:
    """The property that names most villages: files call it kode, KODE_DESA, kdepum …"""
    named: Counter[str] = Counter(
        name
        for feature in features
        for name, value in feature["properties"].items()
        if _code(value) in codes
    )
    return named.most_common(1)[0][0] if named else None


def _code(value: object) -> str:
    return str(value).replace(".", "").strip()


def _repaired(shape: Any) -> Any:
    """A valid shape of areas alone: repair leaves lines and points beside them."""
    import shapely

    valid = shapely.make_valid(shape)
    areas = [part for part in shapely.get_parts(valid) if "Polygon" in part.geom_type]
    return shapely.union_all(areas)


def _on_paper(shapes: dict[str, Any]) -> dict[str, Any]:
    """Degrees as units of the drawing, north up; a degree of longitude shrinks with latitude."""
    import numpy as np
    import shapely

    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    shrink = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * shrink or 1)

    def place(points: Any) -> Any:
        x = (points[:, 0] - west) * shrink * scale
        y = (north - points[:, 1]) * scale
        return np.column_stack([x, y])

    return {code: shapely.transform(shape, place) for code, shape in shapes.items()}


def _path(shape: Any) -> str:
    """Rings in whole units; specks are left out, but never the largest part."""
    import shapely

    parts = sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)
    kept = [part for index, part in enumerate(parts) if index == 0 or part.area >= SMALLEST_PART]
    rings = [ring for part in kept for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(ring.coords) for ring in rings)


def _ring(points: Iterable[tuple[float, float]]) -> str:
    whole = [(round(x), round(y)) for x, y in points]
    steps, at = [], whole[0]
    for x, y in whole[1:-1]:
        if (x, y) != at:
            steps.append(f"{x - at[0]} {y - at[1]}")
            at = (x, y)
    return f"M{whole[0][0]} {whole[0][1]}l{' '.join(steps)}z".replace(" -", "-") if steps else ""
