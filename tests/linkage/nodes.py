"""Match keys of a few people in memory, without a warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from pipelines.linkage.columns import KEY_SCHEMA
from pipelines.linkage.keys import CONTENT_SCHEMA, match_keys

NAMES_IN_STAGING = {
    "village_code_kemendagri": "village",
    "tanggal_lahir": "born",
    "jenis_kelamin": "sex",
    "hubungan_keluarga": "role",
}


def nodes_of(rows: Iterable[dict[str, Any]], known: int = 0) -> pa.Table:
    """Return `KEY_SCHEMA` rows; the first `known` have a cluster already."""
    contents = []
    for number, row in enumerate(rows, 1):
        content = {NAMES_IN_STAGING.get(name, name): value for name, value in row.items()}
        text = repr(sorted(content.items(), key=lambda item: item[0]))
        digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        contents.append({"village": "6402062001", **content, "content_hash": digest})
        contents[-1]["node_id"] = number
    columns = {
        field.name: pa.array([content.get(field.name) for content in contents], field.type)
        for field in CONTENT_SCHEMA
    }
    keys = match_keys(pa.table(columns))
    clusters = [number if number <= known else None for number in range(1, len(contents) + 1)]
    keys = keys.append_column("months", pa.array([1] * len(contents), pa.int64()))
    keys = keys.append_column("cluster_id", pa.array(clusters, pa.int32()))
    return keys.select(KEY_SCHEMA.names).cast(KEY_SCHEMA)
