"""What is compared: one row per node in DuckDB, from the match keys of the warehouse.

`node` has the columns of `KEY_SCHEMA` and what follows from them. Its `i` numbers nodes by content,
so that nothing depends on the order in which months arrived. `node`, `name` and the tables of pairs
are no temporary tables: cursors of one engine, which work side by side, see them all.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

KEY_SCHEMA = pa.schema(
    [
        ("node_id", pa.int32()),
        ("content_hash", pa.string()),
        ("cluster_id", pa.int32()),
        ("months", pa.int64()),
        ("source", pa.string()),
        ("list", pa.string()),
        ("source_key", pa.string()),
        ("village", pa.string()),
        ("nik", pa.string()),
        ("nik_15", pa.string()),
        ("words", pa.string()),
        ("sound", pa.string()),
        ("other_words", pa.string()),
        ("other_sound", pa.string()),
        ("mother_sound", pa.string()),
        ("born", pa.date32()),
        ("born_other", pa.date32()),
        ("birth_place", pa.string()),
        ("sex", pa.string()),
        ("role", pa.string()),
        ("street", pa.string()),
        ("rt", pa.string()),
    ]
)

# Columns that are only ever held equal: numbers are quicker to compare than texts.
CODED = ("list", "source_key", "birth_place", "street")
_CODES = ", ".join(f"case when {c} is not null then hash({c}) end as {c}" for c in CODED)

# In the engine's own table both cores read; one alone reads what comes from outside.
MATCH_KEY = f"""
create or replace temp table match_key as select * replace ({_CODES}) from numbered
"""

# Nobody was born before this year in any registry; the NIK's two digits mean a year from here on.
CENTURY_TURNS = 26

# A NIK adds this to a woman's day of birth.
FIRST_DAY_OF_WOMEN = 40

# A NIK that more name-and-year groups of one source than this hold tells nobody apart.
MOST_HOLDERS = 2

# Names that differ in spelling only are one row: what follows from a name is made once for all who
# have it, and pairs of names are compared once.
NAME = """
create or replace table name as
with heard as (
    select *,
        string_split(sound, ' ') as sounds,
        len(sounds) as word_count,
        replace(sound, ' ', '') as flat,
        replace(other_sound, ' ', '') as other_flat
    from spelled
),
share as (
    select flat, sum(nodes) / sum(sum(nodes)) over () as frequency from heard group by flat
)
select
    h.name_id, h.sounds, h.word_count, h.flat, h.other_flat,
    -- What is only ever held equal is a number: numbers are quicker to compare than texts.
    hash(h.sound) as sound,
    case when h.other_sound is not null then hash(h.other_sound) end as other_sound,
    hash(array_to_string(list_sort(h.sounds), ' ')) as sorted_sound,
    hash(left(h.sounds[-1], 4)) as last_sound,
    -- Muhammad, and Siti begin so many names that the second word is the start.
    hash(left(
        case
            when h.sound like 'MUAMAT _%' or h.sound like 'SITI _%' then h.sounds[2] else h.flat
        end,
        3
    )) as start,
    s.frequency
from heard as h
inner join share as s on h.flat = s.flat
"""

NODE = f"""
create or replace table node as
with keyed as (
    select
        k.* exclude (born, content_hash, words, sound, other_words, other_sound, nik_15),
        name.flat, name.sound, name.other_sound, name.sorted_sound, name.last_sound, name.start,
        -- A node is new until it has a cluster.
        k.cluster_id is null as is_new,
        born as born_written,
        -- Texts are slow to take apart: digits of a number are got by arithmetic.
        nik::bigint as nik_number,
        coalesce(nik_number // 10, nik_15::bigint) as first_15,
        first_15 // 1000 % 100 as written_year,
        first_15 // 100000 % 100 as nik_month,
        first_15 // 10000000 % 100 as written_day,
        case when written_day >= {FIRST_DAY_OF_WOMEN} then 'P' else 'L' end as nik_sex,
        (written_day - 1) % {FIRST_DAY_OF_WOMEN} + 1 as nik_day,
        written_year + if(written_year > {CENTURY_TURNS}, 1900, 2000) as nik_year
    from match_key as k
    left join name on k.name_id = name.name_id
),
dated as (
    select
        *,
        case
            when
                nik_month between 1 and 12
                and nik_day between 1 and day(last_day(make_date(nik_year, nik_month, 1)))
                then make_date(nik_year, nik_month, nik_day)
        end as nik_born
    from keyed
),
filled as (
    -- A NIK's own date stands in where none was written, or only the year was known.
    select *, case
        when born_written is null then nik_born
        when month(born_written) = 1 and day(born_written) = 1
            and year(born_written) = year(nik_born) and coalesce(sex, nik_sex) = nik_sex
            then nik_born
        else born_written
    end as born
    from dated
),
described as materialized (
    select
        * exclude (
            born_written, written_year, written_day, nik_month, nik_day, nik_sex, nik_year
        ),
        year(born)::integer as born_year,
        month(born)::integer as born_month,
        day(born)::integer as born_day,
        born_month = 1 and born_day = 1 as is_first_of_january,
        -- Digit by digit, for a key that was missed.
        born::varchar as born_digits,
        -- A date as a NIK has it, without the century.
        born_day * 10000 + born_month * 100 + born_year % 100 as born_key,
        day(nik_born) * 10000 + month(nik_born) * 100 + year(nik_born) % 100 as nik_key,
        born_key = nik_key and coalesce(sex, nik_sex) = nik_sex as nik_is_credible,
        left(village, 6) as kecamatan
    from filled
),
-- A NIK that more than one node says is no slip of the hand; one that several names of a source
-- share tells nobody apart.
held as (
    select nik_number, source, hash(left(flat, 4), born_year) as holder, count(*) as nodes
    from described where nik_number is not null
    group by all
),
said as (
    select nik_number, sum(nodes) as nodes, count(*) as holders
    from held
    group by nik_number, source
),
repeated as (
    select nik_number, max(holders) > {MOST_HOLDERS} as is_shared
    from said
    group by nik_number
    having sum(nodes) > 1
)
select d.* exclude (flat), coalesce(r.is_shared, false) as nik_is_shared,
    r.nik_number is not null as nik_is_repeated
from described as d
left join repeated as r on d.nik_number = r.nik_number
"""


def prepare(engine: duckdb.DuckDBPyConnection, match_keys: pa.Table) -> None:
    """Make the tables `node` and `name` from rows of `KEY_SCHEMA`."""
    numbered, spelled = _numbered(match_keys)
    engine.register("numbered", numbered)
    engine.register("spelled", spelled)
    for statement in (MATCH_KEY, NAME, NODE):
        engine.execute(statement)
    engine.execute("drop table match_key")
    engine.unregister("numbered")
    engine.unregister("spelled")


def _numbered(match_keys: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Number nodes by content, and the ways to write a name.

    Returns:
        The match keys with numbers, `i` and `name_id` beside; and a row for each `name_id` of what
        follows from it, with how many `nodes` have it.
    """
    by_content = pc.sort_indices(match_keys["content_hash"]).to_numpy()
    numbered = np.argsort(by_content).astype(np.int32)
    match_keys = match_keys.append_column("i", pa.array(numbered))
    other = pc.coalesce(match_keys["other_words"], "")
    # The separator goes before a blank, so that names are in the order of their words.
    spellings = pc.binary_join_element_wise(match_keys["words"], other, "\1").combine_chunks()
    encoded = spellings.dictionary_encode()
    order = np.argsort(pc.sort_indices(encoded.dictionary).to_numpy())
    name_ids = pa.array(order.astype(np.int32)).take(encoded.indices)
    known, rows, nodes = np.unique(
        name_ids.drop_null().to_numpy(), return_index=True, return_counts=True
    )
    named = match_keys.select(["sound", "other_sound"]).filter(name_ids.is_valid())
    spelled = named.take(pa.array(rows)).append_column("name_id", pa.array(known))
    return (
        match_keys.append_column("name_id", name_ids),
        spelled.append_column("nodes", pa.array(nodes)),
    )
