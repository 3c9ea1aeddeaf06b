"""Blocking rules: which pairs are worth a comparison at all.

A rule gives each node one or more keys; nodes that share a key are a candidate pair. Keys are
written in DuckDB's SQL over the columns of `node` (see `columns.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

# Blocks larger than this would grow with the square of the rows: they are left out and counted.
LARGEST_BLOCK = 60


Key = tuple[str, ...]


@dataclass(frozen=True)
class BlockingRule:
    """One way two nodes become a candidate pair.

    Attributes:
        name: What it says, in capitals.
        keys: Each a tuple of expressions over `node`; a node has the keys of which nothing is null.
        only_if: Condition on a pair `l`, `r` beyond the shared key.
        largest_block: Nodes in one block, at most.
    """

    name: str
    keys: tuple[Key, ...]
    only_if: str = "true"
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
        only_if="(l.nik is null or r.nik is null)",
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
    engine.execute("create or replace temp table proposed (l integer, r integer)")
    (row,) = engine.execute("select coalesce(bool_and(is_new), true) from node").fetchall()
    figures = [_apply(engine, rule, all_are_new=bool(row[0])) for rule in rules]
    engine.execute("create or replace temp table candidate as select distinct l, r from proposed")
    engine.execute("drop table proposed")
    return figures


def _apply(
    engine: duckdb.DuckDBPyConnection, rule: BlockingRule, *, all_are_new: bool
) -> BlockingFigures:
    distinct = "distinct" if len(rule.keys) > 1 else ""
    keyed = _keyed(rule)
    if all_are_new:
        brings_news = "key is not null"
    else:
        # Only blocks that hold a new node bring a pair that is not known yet.
        brings_news = "key in (select key from fresh)"
        engine.execute(f"""
            create or replace temp table fresh as
            select distinct key from ({keyed}) where is_new and key is not null
        """)
    engine.execute(f"""
        create or replace temp table keyed as
        select {distinct} key, i, is_new from ({keyed}) where {brings_news}
    """)
    engine.execute(f"""
        create or replace temp table too_large as
        select key, count(*) as nodes
        from keyed
        group by key
        having count(*) > {rule.largest_block}
    """)
    (capped,) = engine.execute("select coalesce(sum(nodes), 0) from too_large").fetchall()
    return BlockingFigures(rule.name, _propose(engine, rule, distinct), int(capped[0]))


def _propose(engine: duckdb.DuckDBPyConnection, rule: BlockingRule, distinct: str) -> int:
    nodes = "inner join node as l on a.i = l.i inner join node as r on b.i = r.i"
    (pairs,) = engine.execute(f"""
        insert into proposed
        with block as (select k.* from keyed as k anti join too_large as t on k.key = t.key)
        select {distinct} a.i, b.i
        from block as a
        inner join block as b on a.key = b.key and a.i < b.i
        {nodes if rule.only_if != "true" else ""}
        where (a.is_new or b.is_new) and {rule.only_if}
    """).fetchall()
    return int(pairs[0])


def _keyed(rule: BlockingRule) -> str:
    """Each node with each of its keys, which may be null or the same twice."""
    first, *others = (_hashed(key) for key in rule.keys)
    if not others:
        return f"select {first} as key, i, is_new from node"
    return f"select unnest([{', '.join([first, *others])}]) as key, i, is_new from node"


def _hashed(key: Key) -> str:
    known = " and ".join(f"{part} is not null" for part in key)
    return f"case when {known} then hash({', '.join(key)}) end"
