"""Blocking rules: which pairs are worth a comparison at all.

A rule gives each node one or more keys; nodes that share a key are a candidate pair. Keys are
written in DuckDB's SQL over the columns of `node` (see `columns.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

# Blocks larger than this would grow with the square of the rows: they are left out and counted.
LARGEST_BLOCK = 60


@dataclass(frozen=True)
class BlockingRule:
    """One way two nodes become a candidate pair.

    Attributes:
        name: What it says, in capitals.
        keys: Expressions over `node`; a node has one key for each that is not null.
        only_if: Condition on a pair `l`, `r` beyond the shared key.
        largest_block: Nodes in one block, at most.
    """

    name: str
    keys: tuple[str, ...]
    only_if: str = "true"
    largest_block: int = LARGEST_BLOCK


# Every date a node knows: as written, the other way round, and from its NIK.
DATES = ("born", "born_other", "nik_born")
START = "left(sound_start, 3)"


def _each(dates: tuple[str, ...], *others: str) -> tuple[str, ...]:
    return tuple(_key(f"{date}::varchar", *others) for date in dates)


def _key(*parts: str) -> str:
    # `||` is null as soon as one part is, and a node without a part has no key.
    return " || '|' || ".join(parts)


RULES = (
    BlockingRule("SAME_NIK", ("nik",)),
    BlockingRule(
        # Without the condition this rule grows with the square: serials of one day are neighbours.
        "SAME_NIK_BUT_LAST_DIGIT_LOST",
        ("coalesce(nik_15, left(nik, 15))",),
        only_if="(l.nik is null or r.nik is null)",
    ),
    BlockingRule("SAME_DATE_AND_SOUND", _each(DATES, "sound")),
    BlockingRule("SAME_DATE_AND_START", _each(DATES, START)),
    BlockingRule(
        "SAME_DATE_AND_VILLAGE",
        tuple(f"case when not is_first_of_january then {k} end" for k in _each(DATES, "village")),
    ),
    BlockingRule("SAME_SOUND_VILLAGE_SEX", (_key("sound", "village", "sex"),)),
    BlockingRule(
        "SAME_OTHER_NAME_AND_VILLAGE", tuple(_key(n, "village") for n in ("sound", "other_sound"))
    ),
    BlockingRule("SAME_START_VILLAGE_YEAR", (_key(START, "village", "born_year"),)),
    BlockingRule("SAME_SOUND_YEAR_KECAMATAN", (_key("sound", "born_year", "kecamatan"),)),
    BlockingRule("SAME_WORDS_AND_YEAR", (_key("sorted_sound", "born_year"),), largest_block=30),
    BlockingRule("SAME_LAST_WORD_VILLAGE_YEAR", (_key("last_sound", "village", "born_year"),)),
    BlockingRule("SAME_LIST_AND_START", (_key("list", START),)),
    BlockingRule("SAME_LIST_SEX_YEAR", (_key("list", "sex", "born_year"),)),
    BlockingRule("SAME_MOTHER_START_KECAMATAN", (_key("mother_sound", START, "kecamatan"),)),
    BlockingRule(
        "SAME_MOTHER_YEAR_SEX", (_key("mother_sound", "born_year", "sex"),), largest_block=20
    ),
    BlockingRule("SAME_SOURCE_KEY", ("source_key",)),
    BlockingRule("SAME_STREET_SEX_YEAR", (_key("street", "village", "sex", "born_year"),)),
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
    figures = [_apply(engine, rule) for rule in rules]
    engine.execute("create or replace temp table candidate as select distinct l, r from proposed")
    engine.execute("drop table proposed")
    return figures


def _apply(engine: duckdb.DuckDBPyConnection, rule: BlockingRule) -> BlockingFigures:
    keys = ", ".join(rule.keys)
    distinct = "distinct" if len(rule.keys) > 1 else ""
    engine.execute(f"""
        create or replace temp table keyed as
        select {distinct} hash(key) as key, i, is_new
        from (select unnest([{keys}]) as key, i, is_new from node)
        where key is not null
    """)
    engine.execute("""
        create or replace temp table block_size as
        select key, count(*) as nodes
        from keyed
        group by key
        having count(*) > 1 and bool_or(is_new)
    """)
    (capped,) = engine.execute(
        "select coalesce(sum(nodes), 0) from block_size where nodes > ?", [rule.largest_block]
    ).fetchall()
    condition = (
        ""
        if rule.only_if == "true"
        else """
        inner join node as l on a.i = l.i inner join node as r on b.i = r.i"""
    )
    (pairs,) = engine.execute(f"""
        insert into proposed
        select {distinct} a.i, b.i
        from block_size as s
        inner join keyed as a on s.key = a.key
        inner join keyed as b on s.key = b.key
        {condition}
        where s.nodes <= {rule.largest_block} and a.i < b.i and (a.is_new or b.is_new)
            and {rule.only_if}
    """).fetchall()
    return BlockingFigures(rule.name, int(pairs[0]), int(capped[0]))
