"""What is compared: one row per node in DuckDB, from the match keys of the warehouse.

`node` has the columns of `KEY_SCHEMA` and what follows from them. Its `i` numbers nodes by content,
so that nothing depends on the order in which months arrived.
"""

from __future__ import annotations

import duckdb
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

# Nobody was born before this year in any registry; the NIK's two digits mean a year from here on.
CENTURY_TURNS = 26

# A NIK that more name-and-year groups of one source than this hold tells nobody apart.
MOST_HOLDERS = 2

# Names that differ in spelling only are one row: what follows from a name is made once for all who
# have it, and pairs of names are compared once.
NAME = """
create or replace temp table name as
with spelled as (
    select spelling, count(*) as nodes, any_value(words) as words,
        any_value(other_words) as other_words, any_value(sound) as sound,
        any_value(other_sound) as other_sound
    from match_key where words is not null
    group by spelling
),
heard as (
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
    (row_number() over (order by h.words, h.other_words) - 1)::integer as name_id,
    h.spelling, h.sound, h.sounds, h.word_count, h.other_sound, h.flat, h.other_flat,
    array_to_string(list_sort(h.sounds), ' ') as sorted_sound,
    left(h.sounds[-1], 4) as last_sound,
    -- Muhammad, and Siti begin so many names that the second word is the start.
    left(
        case
            when h.sound like 'MUAMAT _%' or h.sound like 'SITI _%' then h.sounds[2] else h.flat
        end,
        3
    ) as start,
    s.frequency
from heard as h
inner join share as s on h.flat = s.flat
"""

NODE = f"""
create or replace temp table node as
with numbered as (
    select node_id, (row_number() over (order by content_hash::uuid) - 1)::integer as i
    from match_key
),
keyed as (
    select
        n.i,
        k.* exclude (born, content_hash, spelling, words, sound, other_words, other_sound),
        name.name_id, name.sound, name.other_sound, name.flat, name.sorted_sound, name.last_sound,
        name.start,
        -- A node is new until it has a cluster.
        k.cluster_id is null as is_new,
        born as born_written,
        nik::bigint as nik_number,
        coalesce(nik, nik_15) as digits,
        left(digits, 15)::bigint as first_15,
        (try_cast(substr(digits, 7, 2) as integer) - 1) % 40 + 1 as nik_day,
        case when substr(digits, 7, 1) >= '4' then 'P' else 'L' end as nik_sex,
        case
            when try_cast(substr(digits, 11, 2) as integer) > {CENTURY_TURNS} then 1900
            else 2000
        end + try_cast(substr(digits, 11, 2) as integer) as nik_year
    from match_key as k
    inner join numbered as n on k.node_id = n.node_id
    left join name on k.spelling = name.spelling
),
dated as (
    select
        *,
        try_cast(
            nik_year || '-' || substr(digits, 9, 2) || '-' || lpad(nik_day::varchar, 2, '0') as date
        ) as nik_born
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
)
select
    * exclude (born_written, nik_15, nik_day, nik_sex, nik_year),
    year(born) as born_year,
    month(born) as born_month,
    day(born) as born_day,
    month(born) = 1 and day(born) = 1 as is_first_of_january,
    strftime(born, '%d%m%Y') as born_digits,
    strftime(born, '%d%m%y') as born_key,
    strftime(nik_born, '%d%m%y') as nik_key,
    strftime(born, '%d%m%y') = strftime(nik_born, '%d%m%y')
        and coalesce(sex, nik_sex) = nik_sex as nik_is_credible,
    left(village, 6) as kecamatan
from filled
"""

# A NIK that more than one node says is no slip of the hand; one that several names of a source
# share tells nobody apart.
REPEATED_NIK = f"""
create or replace temp table repeated_nik as
with said as (
    select nik_number, source, count(*) as nodes,
        count(distinct hash(left(flat, 4), born_year)) as holders
    from node where nik_number is not null
    group by nik_number, source
)
select nik_number, max(holders) > {MOST_HOLDERS} as is_shared
from said
group by nik_number
having sum(nodes) > 1
"""

WITH_NIK = """
create or replace temp table node as
select n.*, coalesce(r.is_shared, false) as nik_is_shared,
    r.nik_number is not null as nik_is_repeated
from node as n
left join repeated_nik as r on n.nik_number = r.nik_number
"""


def prepare(engine: duckdb.DuckDBPyConnection, match_keys: pa.Table) -> None:
    """Make the tables `node` and `name` from rows of `KEY_SCHEMA`."""
    engine.register("match_key", _coded(match_keys))
    for statement in (NAME, NODE, REPEATED_NIK, WITH_NIK):
        engine.execute(statement)
    engine.unregister("match_key")


def _coded(match_keys: pa.Table) -> pa.Table:
    """Give each text of the columns `CODED` a number, and each way to write a name a `spelling`."""
    coded = {name: match_keys[name] for name in CODED}
    other = pc.coalesce(match_keys["other_words"], "")
    coded["spelling"] = pc.binary_join_element_wise(match_keys["words"], other, "|")
    for name, texts in coded.items():
        numbers = texts.combine_chunks().dictionary_encode().indices
        if name in CODED:
            position = match_keys.schema.get_field_index(name)
            match_keys = match_keys.set_column(position, name, numbers)
        else:
            match_keys = match_keys.append_column(name, numbers)
    return match_keys
