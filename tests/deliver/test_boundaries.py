"""Boundaries as people send them: with dots in codes, broken rings, gaps and specks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipelines.deliver.boundaries import WIDTH, read_boundaries
from pipelines.errors import BoundariesError

CODES = ["6402012001", "6402012002", "6402022001"]
Ring = list[tuple[float, float]]


def square(west: float, south: float, side: float = 0.1) -> Ring:
    east, north = west + side, south + side
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


# The three lie in a row; the last is a bow tie, whose ring crosses itself.
BOW_TIE: Ring = [(116.2, -0.5), (116.3, -0.4), (116.3, -0.5), (116.2, -0.4), (116.2, -0.5)]


def feature(code: str, *rings: Ring, name: str = "kode") -> dict[str, Any]:
    geometry = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    return {"type": "Feature", "properties": {name: code, "luas": 1}, "geometry": geometry}


def file_of(tmp_path: Path, *features: dict[str, Any]) -> Path:
    file = tmp_path / "batas.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


@pytest.fixture
def regency(tmp_path: Path) -> Path:
    return file_of(
        tmp_path,
        feature("64.02.01.2001", square(116.0, -0.5), square(116.05, -0.39, 0.0001)),
        feature("64.02.01.2002", square(116.1, -0.5)),
        feature("64.02.02.2001", BOW_TIE),
        feature("99.99.99.9999", square(100.0, 5.0)),
    )


def points(path: str) -> list[tuple[int, int]]:
    """Corners of a path of `M x y l dx dy …` rings."""
    found = []
    for ring in re.findall(r"M([^z]*)z", path):
        start, steps = ring.split("l")
        x, y = (int(n) for n in re.findall(r"-?\d+", start))
        found.append((x, y))
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def test_villages_are_found_by_code_with_or_without_dots(regency: Path, tmp_path: Path) -> None:
    dotted = read_boundaries(regency, CODES)
    assert list(dotted.villages) == CODES
    assert set(dotted.kecamatan) == {"640201", "640202"}
    row = [feature(c, square(116 + i / 10, 0), name="KODE_DESA") for i, c in enumerate(CODES)]
    plain = file_of(tmp_path, *row)
    assert list(read_boundaries(plain, CODES).villages) == CODES


def test_the_drawing_is_as_wide_as_promised_and_north_is_up(regency: Path) -> None:
    drawn = read_boundaries(regency, CODES)
    corners = [point for path in drawn.villages.values() for point in points(path)]
    assert (min(x for x, _ in corners), max(x for x, _ in corners)) == (0, WIDTH)
    assert min(y for _, y in corners) >= 0
    assert max(y for _, y in corners) <= drawn.height


def test_a_ring_that_crosses_itself_is_repaired(regency: Path) -> None:
    # A bow tie is two triangles.
    assert read_boundaries(regency, CODES).villages["6402022001"].count("M") == 2


def test_specks_are_left_out(regency: Path) -> None:
    assert read_boundaries(regency, CODES).villages["6402012001"].count("M") == 1


def test_neighbours_keep_one_line_between_them(tmp_path: Path) -> None:
    # A wavy border: simplified each by itself, the two would gape.
    wave = [(116.1 + 0.004 * (i % 3), -0.5 + i / 200) for i in range(21)]
    west = [(116.0, -0.5), *wave, (116.0, -0.4), (116.0, -0.5)]
    east = [(116.2, -0.5), *wave, (116.2, -0.4), (116.2, -0.5)]
    file = file_of(tmp_path, feature(CODES[0], west), feature(CODES[1], east))
    drawn = read_boundaries(file, CODES)
    shared = set(points(drawn.villages[CODES[0]])) & set(points(drawn.villages[CODES[1]]))
    both = [len(points(drawn.villages[code])) for code in CODES[:2]]
    assert len(shared) == min(both) - 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("no json", "no GeoJSON"),
        ("[1, 2]", "no GeoJSON"),
        ('{"features": 5}', "no GeoJSON"),
        ('{"features": [{"properties": {"kode": "11.01.01.2001"}}]}', "no village"),
        ('{"features": [{"properties": {"kode": "6402012001"}, "geometry": null}]}', "no polygon"),
        (
            '{"features": [{"properties": {"kode": "6402012001"},'
            ' "geometry": {"type": "Polygon", "coordinates": "x"}}]}',
            "cannot be read",
        ),
        (
            '{"features": [{"properties": {"kode": "6402012001"},'
            ' "geometry": {"type": "Point", "coordinates": [116, 0]}}]}',
            "no polygon",
        ),
    ],
)
def test_a_file_that_is_no_map_is_refused_with_a_reason(
    tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "batas.geojson"
    file.write_text(content)
    with pytest.raises(BoundariesError, match=said):
        read_boundaries(file, CODES)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundariesError, match=r"tiada\.geojson cannot be opened"):
        read_boundaries(tmp_path / "tiada.geojson", CODES)
