"""Blocking rules: which pairs are worth a comparison at all.

A rule gives each node one or more keys; nodes that share a key are a candidate pair. Keys are
written in DuckDB's SQL over the columns of `node` (see `columns.py`); blocks are found by sorting
them, whose time hardly grows faster than the nodes.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipelines.engine import THREADS

# Blocks larger than this would grow with the square of the rows: they are left out and counted.
LARGEST_BLOCK = 60


Key = tuple[str, ...]
Nodes = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class BlockingRule:
    """One way two nodes become a candidate pair.

    Attributes:
        name: What it says, in capitals.
        keys: Each a tuple of expressions over `node`; a node has the keys of which nothing is null.
        only_if_either: Condition over `node` that one of the two meets at least, if there is any.
        largest_block: Nodes in one block, at most.
    """

    name: str
    keys: tuple[Key, ...]
    only_if_either: str = ""
    largest_block: int = LARGEST_BLOCK


# Every date a node knows: as written, the other way round, and from its NIK.
DATES = ("born", "born_other", "nik_born")
# 1 January is the birth date of all whose day nobody knew.
KNOWN_DATES = tuple(f"case when not is_first_of_january then {date} end" for date in DATES)
START = "start"


def _each(dates: tuple[str, ...], other: str) -> tuple[Key, ...]:
    return tuple((date, other) for date in dates)


RULES = (
    BlockingRule("SAME_NIK", (("nik",),)),
    BlockingRule(
        # Without the condition this rule grows with the square: serials of one day are neighbours.
        "SAME_NIK_BUT_LAST_DIGIT_LOST",
        (("first_15",),),
        only_if_either="nik is null",
    ),
    BlockingRule("SAME_DATE_AND_SOUND", _each(DATES, "sound")),
    BlockingRule("SAME_DATE_AND_START", _each(DATES, START)),
    BlockingRule("SAME_DATE_AND_VILLAGE", _each(KNOWN_DATES, "village")),
    BlockingRule("SAME_SOUND_VILLAGE_SEX", (("sound", "village", "sex"),)),
    BlockingRule("SAME_OTHER_NAME_AND_VILLAGE", (("sound", "village"), ("other_sound", "village"))),
    BlockingRule("SAME_START_VILLAGE_YEAR", ((START, "village", "born_year"),)),
    BlockingRule("SAME_SOUND_YEAR_KECAMATAN", (("sound", "born_year", "kecamatan"),)),
    BlockingRule("SAME_WORDS_AND_YEAR", (("sorted_sound", "born_year"),), largest_block=30),
    BlockingRule("SAME_LAST_WORD_VILLAGE_YEAR", (("last_sound", "village", "born_year"),)),
    BlockingRule(
        "SAME_RARE_SOUND_SEX_KECAMATAN", (("sound", "sex", "kecamatan"),), largest_block=12
    ),
    BlockingRule("SAME_RARE_SOUND_AND_SEX", (("sound", "sex"),), largest_block=8),
    BlockingRule("SAME_STREET_AND_START", (("street", "village", START),)),
    BlockingRule("SAME_LIST_AND_START", (("list", START),)),
    BlockingRule("SAME_LIST_SEX_YEAR", (("list", "sex", "born_year"),)),
    BlockingRule("SAME_MOTHER_START_KECAMATAN", (("mother_sound", START, "kecamatan"),)),
    BlockingRule("SAME_MOTHER_YEAR_SEX", (("mother_sound", "born_year", "sex"),), largest_block=20),
    BlockingRule("SAME_SOURCE_KEY", (("source_key",),)),
    BlockingRule("SAME_STREET_SEX_YEAR", (("street", "village", "sex", "born_year"),)),
)


# Of `keyed`, what may be in a block with a new node.
OF_NEW = """
select k.key, k.i
from keyed as k
semi join (select key from keyed where is_new) as fresh on k.key = fresh.key
"""


@dataclass(frozen=True)
class BlockingFigures:
    """What a rule brought: pairs, and nodes in blocks that were too large."""

    rule: str
    pairs: int
    capped_nodes: int


def block(
    engine: duckdb.DuckDBPyConnection, rules: tuple[BlockingRule, ...] = RULES
) -> list[BlockingFigures]:
    """Make the table `candidate (l, r)` of all pairs that some rule proposes, `l < r`.

    Only pairs with a new node are made: those between old nodes were compared when they came.
    """
    is_new = _flags(engine, "is_new")
    with ThreadPoolExecutor(THREADS) as threads:
        proposals = list(threads.map(lambda rule: _propose(engine, rule, is_new), rules))
    pairs = np.concatenate([np.array([], dtype=np.int64), *(p.pairs for p in proposals)])
    _keep_candidates(engine, _distinct(pairs), len(is_new))
    return [proposal.figures for proposal in proposals]


@dataclass(frozen=True)
class _Proposal:
    pairs: Nodes
    figures: BlockingFigures


def _propose(engine: duckdb.DuckDBPyConnection, rule: BlockingRule, is_new: Flags) -> _Proposal:
    """What one rule brings; it asks by a cursor of its own, so that several rules may at once."""
    with engine.cursor() as own:
        blocks = _blocks(own, rule, is_new)
        is_small = blocks.sizes <= rule.largest_block
        pairs = _pairs(blocks.only(is_small), is_new)
        if rule.only_if_either:
            pairs = _of_either(pairs, _flags(own, rule.only_if_either))
    capped = int(blocks.sizes[~is_small].sum())
    return _Proposal(pairs, BlockingFigures(rule.name, len(pairs), capped))


@dataclass(frozen=True)
class _Blocks:
    """Nodes, block after block, and how many each block has."""

    nodes: Nodes
    sizes: Nodes

    def only(self, chosen: Flags) -> _Blocks:
        """The chosen blocks."""
        return _Blocks(self.nodes[np.repeat(chosen, self.sizes)], self.sizes[chosen])


def _blocks(engine: duckdb.DuckDBPyConnection, rule: BlockingRule, is_new: Flags) -> _Blocks:
    """The rule's blocks that may bring a pair not known yet: two nodes, one of them new."""
    keyed = _keyed(rule)
    if not is_new.all():
        # Most months bring little: only keys that a new node has are worth sorting.
        keyed = f"with keyed as materialized ({keyed}) {OF_NEW}"
    found = engine.sql(keyed).to_arrow_table()
    keys, nodes = found["key"].to_numpy(), found["i"].to_numpy().astype(np.int64)
    order = np.argsort(keys)
    keys, nodes = keys[order], nodes[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    sizes = np.diff(np.append(starts, len(keys)))
    blocks = _Blocks(nodes, sizes)
    if not len(starts):
        return blocks
    return blocks.only((sizes > 1) & np.logical_or.reduceat(is_new[nodes], starts))


def _pairs(blocks: _Blocks, is_new: Flags) -> Nodes:
    """Pairs of a block's nodes of which one is new, each once, as numbers.

    The pair `l`, `r` is the number `l * count + r`: a number is quicker to sort than a pair.
    """
    place = np.arange(len(blocks.nodes))
    after = np.repeat(np.cumsum(blocks.sizes), blocks.sizes) - place - 1
    left = np.repeat(place, after)
    # The number of each pair among those of its left node, from 0.
    turn = np.arange(len(left)) - np.repeat(np.cumsum(after) - after, after)
    a, b = blocks.nodes[left], blocks.nodes[left + 1 + turn]
    pairs = np.minimum(a, b) * len(is_new) + np.maximum(a, b)
    return _distinct(_of_either(pairs, is_new))


def _of_either(pairs: Nodes, condition: Flags) -> Nodes:
    """The pairs of which one node meets the condition at least."""
    left, right = np.divmod(pairs, max(len(condition), 1))
    return pairs[condition[left] | condition[right]]


def _distinct(pairs: Nodes) -> Nodes:
    """Each pair once, in order; numpy's own `unique` hashes, which takes ten times as long."""
    pairs = np.sort(pairs)
    is_first = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
    return np.asarray(pairs[is_first])


def _keep_candidates(engine: duckdb.DuckDBPyConnection, pairs: Nodes, count: int) -> None:
    left, right = np.divmod(pairs, max(count, 1))
    columns = {"l": left.astype(np.int32), "r": right.astype(np.int32)}
    engine.register("candidates", pa.table(columns))
    engine.execute("create or replace temp table candidate as select l, r from candidates")
    engine.unregister("candidates")


def _flags(engine: duckdb.DuckDBPyConnection, condition: str) -> Flags:
    """Whether each node, by its number, meets a condition; where it is not known, not."""
    found = engine.sql(
        f"select i, coalesce({condition}, false) as holds from node"
    ).to_arrow_table()
    flags = np.zeros(found.num_rows, dtype=np.bool_)
    flags[found["i"].to_numpy()] = found["holds"].to_numpy()
    return flags


def _keyed(rule: BlockingRule) -> str:
    """Each node with each of its keys, once."""
    keys = [_hashed(key) for key in rule.keys]
    return " union all ".join(
        f"select {key} as key, i, is_new from node where {key} is not null"
        + "".join(f" and {key} is distinct from {other}" for other in keys[:position])
        for position, key in enumerate(keys)
    )


def _hashed(key: Key) -> str:
    known = " and ".join(f"{part} is not null" for part in key)
    return f"case when {known} then hash({', '.join(key)}) end"
