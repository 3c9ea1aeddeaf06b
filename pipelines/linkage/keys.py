"""Match keys: what a node says, normalised once when it is first seen."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.linkage.normalise import normalise_address, normalise_name

# What is read from staging for each new node, as text but for the dates.
CONTENT_SCHEMA = pa.schema(
    [
        ("node_id", pa.int32()),
        ("content_hash", pa.string()),
        ("source", pa.string()),
        ("source_family_id", pa.string()),
        ("no_kk", pa.string()),
        ("source_key", pa.string()),
        ("village", pa.string()),
        ("nik", pa.string()),
        ("nik_15", pa.string()),
        ("nama", pa.string()),
        ("nama_ibu_kandung", pa.string()),
        ("born", pa.date32()),
        ("born_other", pa.date32()),
        ("tempat_lahir", pa.string()),
        ("sex", pa.string()),
        ("role", pa.string()),
        ("alamat", pa.string()),
        ("rt", pa.string()),
    ]
)


def match_keys(content: pa.Table) -> pa.Table:
    """Return a row of match keys for each row of `CONTENT_SCHEMA`."""
    words, sound, other_words, other_sound = _each_distinct(content["nama"], normalise_name)
    mother_words, mother_sound, *_ = _each_distinct(content["nama_ibu_kandung"], normalise_name)
    street, rt = _each_distinct(content["alamat"], normalise_address)
    kept = content.select(
        [
            "node_id",
            "content_hash",
            "source",
            "village",
            "nik",
            "nik_15",
            "born",
            "born_other",
            "sex",
            "role",
        ]
    )
    columns = {
        # The card names the family where it is known; else the source's own family does.
        "list": _joined(
            content["source"], pc.coalesce(content["no_kk"], content["source_family_id"])
        ),
        "source_key": _joined(content["source"], content["source_key"]),
        "words": words,
        "sound": sound,
        "other_words": other_words,
        "other_sound": other_sound,
        "mother_words": mother_words,
        "mother_sound": mother_sound,
        "birth_place": pc.utf8_upper(pc.utf8_trim_whitespace(content["tempat_lahir"])),
        "street": street,
        "rt": pc.coalesce(_number(content["rt"]), rt),
    }
    for name, column in columns.items():
        kept = kept.append_column(name, column)
    return kept


def _each_distinct(
    column: pa.ChunkedArray, function: Callable[[str | None], tuple[str | None, ...]]
) -> list[pa.Array]:
    """The parts of what a function makes of each text; it is asked once for each distinct one."""
    encoded = column.combine_chunks().dictionary_encode()
    width = len(function(None))
    # One flat list of texts: the collector of garbage would look at a hundred thousand tuples again
    # and again.
    made = [part for text in encoded.dictionary.to_pylist() for part in function(text)]
    return [pa.array(made[k::width], pa.string()).take(encoded.indices) for k in range(width)]


def _joined(source: pa.ChunkedArray, key: pa.ChunkedArray) -> pa.ChunkedArray:
    """Keys of two sources never meet; a missing key stays missing."""
    return pc.binary_join_element_wise(source, key, "|", null_handling="emit_null")


def _number(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The digits of a text without leading zeros; null where there are none."""
    digits = pc.utf8_ltrim(pc.replace_substring_regex(column, r"\D", ""), "0")
    return pc.if_else(pc.equal(digits, ""), None, digits)
