"""Rows and nodes: what a month's rows bring, whatever order they come in."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

from pipelines.linkage.nodes import (
    FINGERPRINT_SCHEMA,
    NODE_SCHEMA,
    PLACE_SCHEMA,
    ROW_SCHEMA,
    SAID_SCHEMA,
    Gathering,
    gather,
    repeated_rows,
)
from pipelines.staged_rows import value_columns
from pipelines.statements import read_statement
from pipelines.warehouse import Warehouse

SITI = "00000000-0000-0000-0000-00000000000a"
BUDI = "00000000-0000-0000-0000-00000000000b"
RINA = "00000000-0000-0000-0000-00000000000c"


def test_rows_that_say_the_same_are_one_node() -> None:
    gathered = gathering([(1, SITI), (2, BUDI), (3, SITI)])
    assert places(gathered.places) == {1: 1, 2: 2, 3: 1}
    assert gathered.new["node_id"].to_pylist() == [1, 2]


def test_new_nodes_are_numbered_by_content_and_not_by_the_order_of_rows() -> None:
    gathered = gathering([(1, RINA), (2, BUDI)], nodes=[SITI])
    assert places(gathered.places) == {1: 3, 2: 2}
    assert gathered.new["content_hash"].to_pylist() == [BUDI, RINA]


def test_a_month_placed_before_brings_nothing() -> None:
    gathered = gathering([(1, SITI), (2, BUDI)], nodes=[SITI, BUDI], before=[(2, 2), (1, 1)])
    assert not gathered.has_changes


def test_a_row_sent_again_with_other_content_leaves_its_node() -> None:
    gathered = gathering([(1, RINA), (2, BUDI)], nodes=[SITI, BUDI], before=[(1, 1), (2, 2)])
    assert places(gathered.forgotten) == {1: 1}
    assert places(gathered.placed) == {1: 3}
    assert not gathered.is_first


def test_rows_of_a_fingerprint_that_was_placed_have_its_node() -> None:
    rows = pa.table([[1, 2, 3], [70, 71, 70]], FINGERPRINT_SCHEMA)
    # Placed before fingerprints were kept: it tells nothing.
    said = pa.table([[8, 9, 10], [5, 6, 7], [70, 72, None]], SAID_SCHEMA)
    assert places(repeated_rows(rows, said)) == {1: 5, 3: 5}


def test_rows_that_are_repeated_are_placed_beside_those_that_were_read() -> None:
    repeated = pa.table([[2], [1], [70]], SAID_SCHEMA)
    gathered = gathering([(1, BUDI)], nodes=[SITI], before=[(2, 1)], repeated=repeated)
    assert places(gathered.places) == {1: 2, 2: 1}
    assert places(gathered.placed) == {1: 2}
    assert not gathered.forgotten.num_rows


def test_a_fingerprint_tells_all_of_which_the_content_of_a_node_is_made(
    warehouse: Warehouse,
) -> None:
    said = read_statement("linkage/month_rows").partition("md5(row(")[2].partition(")::text")[0]
    with warehouse.transaction() as transaction:
        told = value_columns(transaction, "person")
    # The source's key is told beside them.
    assert set(re.findall(r"p\.(\w+)", said)) - {"source_key"} <= set(told)


def gathering(
    rows: Sequence[tuple[int, str]],
    nodes: Sequence[str] = (),
    before: Sequence[tuple[int, int]] = (),
    repeated: pa.Table | None = None,
) -> Gathering:
    staged = [
        {"row_id": row_id, "content_hash": content, "source": "dtks", "village": "6402062001"}
        for row_id, content in rows
    ]
    known = [
        {"node_id": number, "source": "dtks", "content_hash": content}
        for number, content in enumerate(nodes, 1)
    ]
    placed = [{"row_id": row_id, "node_id": node_id} for row_id, node_id in before]
    return gather(
        pa.Table.from_pylist(staged, ROW_SCHEMA),
        pa.Table.from_pylist(known, NODE_SCHEMA),
        pa.Table.from_pylist(placed, PLACE_SCHEMA),
        repeated,
    )


def places(table: pa.Table) -> dict[int, int]:
    return dict(zip(table["row_id"].to_pylist(), table["node_id"].to_pylist(), strict=True))
