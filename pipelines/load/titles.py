"""What the titles above a header say of the regency."""

import re
from collections.abc import Iterable

from pipelines.readings.place_names import is_place_of_ours, is_this_regency

# What a title calls a regency: "KABUPATEN KUTAI BARAT", "KAB. BERAU", "Kabupaten/Kota: …".
_REGENCY = re.compile(
    r"\b(?P<kind>kabupaten\s*/\s*kota|kabupaten|pemkab|kab\.?|kota(?!\s+(?:bangun|bgn)\b))\s*[:.]?\s+"
    r"(?P<name>[a-z][a-z '-]*?)"
    r"(?=\s*(?:$|[,;|()\d:/]|tahun|periode|bulan|provinsi|prov\b|kecamatan|kec\b|per\b|desil))",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(kecamatan|desa|kelurahan|provinsi|tahun|bulan|periode|dan|se|ini)\b", re.IGNORECASE
)


def names_other_regency(titles: Iterable[str]) -> bool:
    """Whether a title names a regency and none of them ours."""
    named = [
        match["name"].strip()
        for title in titles
        for match in _REGENCY.finditer(title)
        if not _NO_NAME.match(match["name"]) and not _is_town_of_ours(match["kind"], match["name"])
    ]
    return bool(named) and not any(is_this_regency(name) for name in named)


def _is_town_of_ours(kind: str, name: str) -> bool:
    """`Kota Bangun` is a kecamatan, and `Kota Tenggarong` how people call its capital."""
    return kind.lower() == "kota" and is_place_of_ours(name)
