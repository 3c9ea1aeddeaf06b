"""What the titles above a header say of period and regency."""

import re
from collections.abc import Iterable

from pipelines.readings.places import is_this_regency

# "KABUPATEN KUTAI BARAT", "KAB. BERAU", "KOTA SAMARINDA", "Kabupaten/Kota: …"; the kecamatan Kota
# Bangun is no city.
_REGENCY = re.compile(
    r"\b(?:kabupaten\s*/\s*kota|kabupaten|kab\.?|kota(?!\s+bangun))\s*[:.]?\s+"
    r"([a-z][a-z ]+?)(?=\s*(?:$|[,;|()\d:/-]|tahun|periode|bulan|provinsi|kecamatan|per\b|desil))",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"^(kecamatan|desa|kelurahan|provinsi|tahun|bulan|periode|dan|se|ini)\b", re.I
)


def names_other_regency(titles: Iterable[str]) -> bool:
    """Whether a title names a regency and none of them ours."""
    named = [
        match[1].strip()
        for title in titles
        for match in _REGENCY.finditer(title)
        if not _NO_NAME.match(match[1])
    ]
    return bool(named) and not any(is_this_regency(name) for name in named)
