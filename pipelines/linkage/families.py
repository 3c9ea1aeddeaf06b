"""The family pass: what the other members of two lists say about a pair.

Two lists whose other members match are probably one family, so that a doubtful pair of theirs is
too. And a person who matches another member of the other list better is not this one.
"""

from __future__ import annotations

import duckdb

from pipelines.linkage.comparisons import ALONE
from pipelines.linkage.constraints import LISTED_TWICE
from pipelines.linkage.levels import Comparison, Level
from pipelines.linkage.model import Thresholds

# A match that weighs less than this is nobody's rival.
NO_RIVAL = -4

# `others` and `possible` count people of the two lists beside the pair itself.
SUPPORT = Comparison(
    "support",
    "s.possible is null or s.possible = 0",
    (
        Level("ALL_OF_MANY", "s.others >= 2 and s.others >= s.possible"),
        Level("MOST", "s.others >= 2 and 2 * s.others >= s.possible"),
        Level("THE_ONLY_ONE", "s.others >= 1 and s.possible = 1"),
        Level("SOME", "s.others >= 1"),
        Level("NONE_OF_ONE", "s.possible = 1"),
        Level("NONE_OF_MANY", "true"),
    ),
)
RIVAL = Comparison(
    "rival",
    "s.possible is null or s.possible = 0",
    (
        Level("NONE", f"coalesce(s.best_rival, {NO_RIVAL} - 1) <= {NO_RIVAL}"),
        Level("WEAKER", "s.best_rival < p.weight - 2"),
        Level("ALIKE", "s.best_rival < p.weight + 2"),
        Level("STRONGER", "true"),
    ),
)
IN_FAMILY = (*ALONE, SUPPORT, RIVAL)


def measure_lists(engine: duckdb.DuckDBPyConnection) -> None:
    """Make the table `list_size (list, people)`: the most that a list held in one month."""
    (row,) = engine.execute("select coalesce(bit_or(months), 0) from node").fetchall()
    months = [1 << bit for bit in range(63) if int(row[0]) >> bit & 1] or [1]
    counts = ", ".join(f"count(*) filter (months & {month} <> 0)" for month in months)
    engine.execute(f"""
        create or replace temp table list_size as
        select list, list_max([{counts}]) as people from node where list is not null group by list
    """)


def touch_lists(engine: duckdb.DuckDBPyConnection, new_month: int | None = None) -> None:
    """Make the table `touched_list (list)`: lists of which this run may learn something new.

    What two lists say of a pair follows from who stands on them, and in which months together. A
    list on which nobody is new, and whose people of the new month stood together in an earlier one
    too, says what it said in the run before.

    Args:
        engine: Has the table `node`.
        new_month: The bit in `months` of a month that no earlier run saw; all lists are touched
            where left out.
    """
    told_before = "false"
    if new_month is not None:
        told_before = f"""
            not bool_or(is_new)
            and coalesce(
                bit_and(months & ~{new_month}::bigint)
                    filter (months & {new_month}::bigint <> 0) <> 0,
                true
            )
        """
    engine.execute(f"""
        create or replace temp table touched_list as
        select list from node where list is not null group by list having not ({told_before})
    """)


def propose_relatives(engine: duckdb.DuckDBPyConnection, thresholds: Thresholds) -> None:
    """Make `candidate` anew: pairs of lists with a match that no blocking rule proposed.

    Within two lists that share a person, members of one sex and nearly one age are candidates
    whatever else they say; that finds who changed the name and lost the number.
    """
    engine.execute(f"""
        create or replace temp table list_match as
        select distinct l.list as l_list, r.list as r_list
        from pair as p
        inner join node as l on p.l = l.i
        inner join node as r on p.r = r.i
        where p.weight > {thresholds.relatives} and l.list <> r.list
    """)
    engine.execute("""
        create or replace temp table candidate as
        select distinct least(a.i, b.i) as l, greatest(a.i, b.i) as r
        from list_match as m
        inner join node as a on m.l_list = a.list
        inner join node as b on m.r_list = b.list
        where (a.is_new or b.is_new)
            and (a.sex = b.sex or a.sex is null or b.sex is null)
            and (
                a.born_year is null or b.born_year is null
                or abs(a.born_year - b.born_year) in (0, 1, 2, 10)
            )
    """)
    engine.execute("delete from candidate as c using pair as p where c.l = p.l and c.r = p.r")


def meet_lists(engine: duckdb.DuckDBPyConnection, table: str = "pair") -> None:
    """Make `asked_<table>`, its pairs between two lists, and `listed_twice` from those of `pair`.

    Both stay the same in every pass: weights change, lists and levels do not.
    """
    engine.execute(f"""
        create or replace temp table asked_{table} as
        select p.l, p.r, l.list as l_list, r.list as r_list,
            l.months as l_months, r.months as r_months
        from {table} as p
        inner join node as l on p.l = l.i
        inner join node as r on p.r = r.i
        where l.list <> r.list
    """)
    if table == "pair":
        engine.execute(TWICE)


def weigh_family_evidence(
    engine: duckdb.DuckDBPyConnection, thresholds: Thresholds, table: str = "pair"
) -> None:
    """Give every row of `table` its levels of `support` and `rival`.

    They follow from the weights of `pair` as they stand, and from what `meet_lists` made.
    """
    engine.execute(MATCHED)
    engine.execute(OTHERS.format(table=table, relatives=thresholds.relatives))
    engine.execute(RIVALS.format(table=table))
    engine.execute(f"""
        create or replace table {table} as
        with evidence as (
            select a.l, a.r, coalesce(o.others, 0) as others, v.best_rival,
                least(ls.people, rs.people) - 1 as possible
            from asked_{table} as a
            left join others as o on a.l = o.l and a.r = o.r
            left join rivals as v on a.l = v.l and a.r = v.r
            left join list_size as ls on a.l_list = ls.list
            left join list_size as rs on a.r_list = rs.list
        )
        select p.* replace ({SUPPORT.sql()} as support, {RIVAL.sql()} as rival)
        from {table} as p
        left join evidence as s on p.l = s.l and p.r = s.r
    """)


# Pairs between two lists that may be one person, in both directions.
MATCHED = f"""
create or replace temp table matched as
with one_way as (
    select p.l, p.r, a.l_list, a.r_list, a.l_months, a.r_months, p.weight
    from pair as p
    inner join asked_pair as a on p.l = a.l and p.r = a.r
    where p.weight > {NO_RIVAL}
)
select l, r, l_list, r_list, r_months, weight from one_way
union all
select r, l, r_list, l_list, l_months, weight from one_way
"""
# Who is listed twice in one list is no rival of himself.
TWICE = f"""
create or replace temp table listed_twice as
with one_way as (
    select p.l, p.r
    from pair as p
    inner join node as l on p.l = l.i
    inner join node as r on p.r = r.i
    where l.list = r.list and ({LISTED_TWICE})
)
select l, r from one_way
union all
select r, l from one_way
"""
OTHERS = """
create or replace temp table others as
select a.l, a.r, least(count(distinct m.l), count(distinct m.r)) as others
from asked_{table} as a
inner join matched as m
    on a.l_list = m.l_list and a.r_list = m.r_list and m.l <> a.l and m.r <> a.r
where m.weight > {relatives}
group by a.l, a.r
"""
RIVALS = """
create or replace temp table rivals as
with met as (
    select a.l, a.r, a.r as own, m.r as other, m.weight
    from asked_{table} as a
    inner join matched as m on a.l = m.l and a.r_list = m.r_list
    where m.r <> a.r and m.r_months & a.r_months <> 0
    union all
    select a.l, a.r, a.l as own, m.r as other, m.weight
    from asked_{table} as a
    inner join matched as m on a.r = m.l and a.l_list = m.r_list
    where m.r <> a.l and m.r_months & a.l_months <> 0
)
select m.l, m.r, max(m.weight) as best_rival
from met as m
left join listed_twice as t on m.own = t.l and m.other = t.r
where t.l is null
group by m.l, m.r
"""
