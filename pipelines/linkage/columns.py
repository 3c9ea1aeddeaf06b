"""What is compared: one row per node in DuckDB, from the match keys of the warehouse.

`node` has the columns of `KEY_SCHEMA` and what follows from them. Its `i` numbers nodes by content,
so that nothing depends on the order in which months arrived.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

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
        ("mother_words", pa.string()),
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

# Nobody was born before this year in any registry; the NIK's two digits mean a year from here on.
CENTURY_TURNS = 26

# A NIK that more name-and-year groups of one source than this hold tells nobody apart.
MOST_HOLDERS = 2

NODE = f"""
create or replace temp table node as
with numbered as (
    select node_id, (row_number() over (order by content_hash::uuid) - 1)::integer as i
    from match_key
),
keyed as (
    select
        n.i,
        k.* exclude (born, content_hash),
        -- A node is new until it has a cluster.
        k.cluster_id is null as is_new,
        born as born_written,
        coalesce(nik, nik_15) as digits,
        (try_cast(substr(digits, 7, 2) as integer) - 1) % 40 + 1 as nik_day,
        case when substr(digits, 7, 1) >= '4' then 'P' else 'L' end as nik_sex,
        case
            when try_cast(substr(digits, 11, 2) as integer) > {CENTURY_TURNS} then 1900
            else 2000
        end + try_cast(substr(digits, 11, 2) as integer) as nik_year
    from match_key as k
    inner join numbered as n on k.node_id = n.node_id
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
    *,
    year(born) as born_year,
    month(born) = 1 and day(born) = 1 as is_first_of_january,
    strftime(born, '%d%m%y') as born_key,
    strftime(nik_born, '%d%m%y') as nik_key,
    strftime(born, '%d%m%y') = strftime(nik_born, '%d%m%y')
        and coalesce(sex, nik_sex) = nik_sex as nik_is_credible,
    left(village, 6) as kecamatan,
    replace(sound, ' ', '') as flat,
    replace(other_sound, ' ', '') as other_flat,
    -- Muhammad, and Siti begin so many names that the second word is the start.
    case
        when sound like 'MUAMAT _%' or sound like 'SITI _%' then split_part(sound, ' ', 2)
        else replace(sound, ' ', '')
    end as sound_start,
    array_to_string(list_sort(string_split(sound, ' ')), ' ') as sorted_sound,
    left(string_split(sound, ' ')[-1], 4) as last_sound
from filled
"""

SHARED_NIK = f"""
create or replace temp table shared_nik as
select distinct nik
from (
    select nik, source, count(distinct hash(left(flat, 4), born_year)) as holders
    from node where nik is not null
    group by nik, source
)
where holders > {MOST_HOLDERS}
"""

# A NIK that more than one node says is no slip of the hand.
REPEATED_NIK = """
create or replace temp table repeated_nik as
select nik from node where nik is not null group by nik having count(*) > 1
"""

# Names that differ in spelling only are one row; pairs of names are compared once.
NAME = """
create or replace temp table name as
with counted as (
    select words, other_words, any_value(sound) as sound, any_value(other_sound) as other_sound,
        any_value(flat) as flat, any_value(other_flat) as other_flat,
        any_value(sorted_sound) as sorted_sound
    from node where words is not null
    group by words, other_words
),
share as (
    select flat, count(*) / sum(count(*)) over () as frequency
    from node where flat is not null
    group by flat
)
select
    (row_number() over (order by words, other_words) - 1)::integer as name_id,
    c.*,
    string_split(c.sound, ' ') as sounds,
    s.frequency
from counted as c
inner join share as s on c.flat = s.flat
"""


def prepare(engine: duckdb.DuckDBPyConnection, match_keys: pa.Table) -> None:
    """Make the tables `node`, `name` and `shared_nik` from rows of `KEY_SCHEMA`."""
    engine.register("match_key", match_keys)
    for statement in (NODE, SHARED_NIK, REPEATED_NIK, NAME):
        engine.execute(statement)
    engine.execute("""
        create or replace temp table node as
        select n.*, name.name_id, s.nik is not null as nik_is_shared,
            m.nik is not null as nik_is_repeated
        from node as n
        left join name
            on n.words = name.words and n.other_words is not distinct from name.other_words
        left join shared_nik as s on n.nik = s.nik
        left join repeated_nik as m on n.nik = m.nik
    """)
    engine.unregister("match_key")
