"""What happened to people: of the events that a simulation's drops show, how many the registry has.

An event is visible in the first month whose rows say it, often later than it happened: a move shows
when a source lists the person elsewhere. The registry tells it when the person's steps say the same
from that very month on. Where somebody lives and with whom is DTKS's word where it lists the person
(`pipelines/sync/survivorship.yaml`): what P3KE alone says of that is outvoted, and stands beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipelines.engine import open_engine

STEP_SCHEMA = pa.schema(
    [
        ("registry_id", pa.int64()),
        ("period", pa.string()),
        ("is_in_p3ke", pa.bool_()),
        ("is_in_dtks", pa.bool_()),
        ("village_code_kemendagri", pa.string()),
        ("family_id", pa.int64()),
    ]
)


@dataclass(frozen=True)
class EventFigures:
    """Events of one kind.

    Attributes:
        kind: birth, death, delisted, listed, marriage, move or split.
        events: How many the truth has.
        visible: Those that rows of a month show.
        outvoted: Visible ones that P3KE alone says of somebody whom DTKS lists otherwise.
        told: The other visible ones that the registry tells from that month on.
    """

    kind: str
    events: int
    visible: int
    outvoted: int
    told: int

    @property
    def share(self) -> float:
        """Told among the visible that were not outvoted; 1 where there are none."""
        counted = self.visible - self.outvoted
        return self.told / counted if counted else 1.0


def evaluate_events(rows: pa.Table, steps: pa.Table, truth: Path) -> list[EventFigures]:
    """Hold the registry's steps against the events of a simulation, by kind.

    Args:
        rows: `period, source, registry_id, true_person_id, village_code_kemendagri, list`.
        steps: Rows of `STEP_SCHEMA`.
        truth: Folder with `events.parquet`.
    """
    with open_engine() as engine:
        engine.register("given", rows)
        engine.register("steps", steps)
        engine.register("events", engine.read_parquet(str(truth / "events.parquet")))
        for statement in (STATES, CHANGES, TOLD):
            engine.execute(statement)
        found = engine.execute(FIGURES).fetchall()
    return [EventFigures(*row) for row in found]


# What a source says of a person in a month in which it came: where, on which list, and as which id.
# Of somebody listed twice, the first village and list.
STATES = """
create temp table state as
with listed as (
    select
        source, period, true_person_id,
        min(village_code_kemendagri) as village,
        min(list) as list,
        mode(registry_id order by registry_id) as registry_id
    from given
    where registry_id is not null
    group by all
),
months as (
    select source, period, lag(period) over (partition by source order by period) as before
    from (select distinct source, period from given)
),
villages as (select distinct source, period, village_code_kemendagri as village from given)
select
    m.source, m.period, m.before, p.true_person_id,
    a.village as village_before, b.village as village,
    a.list as list_before, b.list as list,
    a.true_person_id is not null as was_listed,
    b.true_person_id is not null as is_listed,
    coalesce(b.registry_id, a.registry_id) as registry_id
from months as m
cross join (select distinct true_person_id from events) as p
left join listed as a
    on m.source = a.source and m.before = a.period and p.true_person_id = a.true_person_id
left join listed as b
    on m.source = b.source and m.period = b.period and p.true_person_id = b.true_person_id
left join villages as v on m.source = v.source and m.period = v.period and a.village = v.village
where
    m.before is not null
    -- Who is not there is missed only where the village was delivered.
    and (b.true_person_id is not null or v.village is not null)
"""

# Kinds of change that rows show, each with the kinds of event that it may be.
CHANGES = """
create temp table change as
select period, source, true_person_id, registry_id, 'came' as what
from state where is_listed and not was_listed
union all
select period, source, true_person_id, registry_id, 'went'
from state where was_listed and not is_listed
union all
select period, source, true_person_id, registry_id, 'moved'
from state where was_listed and is_listed and village <> village_before
union all
select period, source, true_person_id, registry_id, 'other family'
from state where was_listed and is_listed and list <> list_before
"""

# Whether the registry has a step of the person in that month that says it, or heeds DTKS.
TOLD = """
create temp table told as
with compared as (
    select
        registry_id, period, village_code_kemendagri as village, family_id, is_in_p3ke, is_in_dtks,
        lag(is_in_p3ke) over in_order as was_in_p3ke,
        lag(is_in_dtks) over in_order as was_in_dtks,
        lag(village_code_kemendagri) over in_order as village_before,
        lag(family_id) over in_order as family_before
    from steps
    window in_order as (partition by registry_id order by period)
)
select
    c.*,
    coalesce(case c.what
        when 'moved' then s.village <> s.village_before
        when 'other family' then s.family_id is distinct from s.family_before
        when 'came' then case c.source
            when 'p3ke' then s.is_in_p3ke and not coalesce(s.was_in_p3ke, false)
            else s.is_in_dtks and not coalesce(s.was_in_dtks, false)
        end
        when 'went' then case c.source
            when 'p3ke' then s.was_in_p3ke and not s.is_in_p3ke
            else s.was_in_dtks and not s.is_in_dtks
        end
    end, false) as is_told,
    c.source = 'p3ke' and c.what in ('moved', 'other family') and o.true_person_id is not null
    and not is_told as is_outvoted
from change as c
left join (select distinct period, true_person_id from given where source = 'dtks') as o
    on c.period = o.period and c.true_person_id = o.true_person_id
left join compared as s on c.registry_id = s.registry_id and c.period = s.period
"""

# A listing is an event of its own source; the others show in whichever source says them first.
FIGURES = """
with wanted as (
    select
        kind, period, true_person_id, row_number() over () as number,
        json_extract_string(details, '$.source') as source,
        case kind
            when 'birth' then 'came' when 'listed' then 'came'
            when 'death' then 'went' when 'delisted' then 'went'
            when 'move' then 'moved'
            else 'other family'
        end as what
    from events
),
shown as (
    select w.kind, w.number, t.is_told, t.is_outvoted
    from wanted as w
    left join told as t
        on w.true_person_id = t.true_person_id and w.what = t.what and t.period >= w.period
        and (w.source is null or w.source = t.source)
    qualify row_number() over (
        partition by w.number order by t.period, t.is_told desc nulls last
    ) = 1
)
select
    kind,
    count(*),
    count(is_told),
    count(*) filter (is_outvoted),
    count(*) filter (is_told)
from shown
group by kind
order by kind
"""
