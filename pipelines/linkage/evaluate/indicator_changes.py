"""What truly changed from one month of the truth to the next. Needs `listed` and `people`."""

# From month to month, by source, as the books tell it: who moved counts in both villages.
CHANGED = """
create temp table changed as
with month as (
    select period, lag(period) over (order by period) as before
    from (select distinct period from people)
),
source as (
    select p.period, p.true_person_id, p.village_code, unnest(list_filter([
        if(in_p3ke, 'p3ke', null), if(in_dtks, 'dtks', null), 'any'
    ], lambda x: x is not null)) as source
    from people as p
    where p.in_p3ke or p.in_dtks
),
first as (
    select source, true_person_id, min(period) as period
    from source
    group by all
),
step as (
    select m.period, b.source as was, coalesce(a.source, b.source) as source,
        a.village_code, b.village_code as village_before, a.true_person_id is not null as is_listed,
        f.period < m.period as was_ever
    from month as m
    cross join (select distinct source from source) as s
    inner join first as f on s.source = f.source
    left join source as a
        on m.period = a.period and f.source = a.source and f.true_person_id = a.true_person_id
    left join source as b
        on m.before = b.period and f.source = b.source and f.true_person_id = b.true_person_id
    where m.before is not null and (a.true_person_id is not null or b.true_person_id is not null)
)
select period, source, case when was_ever then 'returned' else 'new' end as what, village_code
from step where is_listed and was is null
union all
select period, source, 'dropped', village_before from step where not is_listed
union all
select period, source, unnest(['moved_in', 'moved_out']), unnest([village_code, village_before])
from step where is_listed and was is not null and village_code <> village_before
"""

# Between the deciles that P3KE said of people and families, of months one after another of which it
# is known what it said; who left is counted where they lived.
MOVED = """
create temp table moved as
with unit as (
    select period, 'persons' as unit, true_person_id as id, village_code, desil
    from listed where in_p3ke
    union all
    select period, 'families', true_family_id, any_value(village_code),
        coalesce(mode(desil order by desil) filter (desil > 0), 0)
    from listed where in_p3ke
    group by period, true_family_id
),
month as (
    select period, lag(period) over (order by period) as before
    from (select distinct period from person_answer)
)
select coalesce(n.period, b.after) as period, coalesce(n.unit, b.unit) as unit,
    coalesce(n.village_code, b.village_code) as village_code,
    coalesce(b.desil, -1) || ' > ' || coalesce(n.desil, -1) as movement
from (select u.*, m.before from unit as u inner join month as m on u.period = m.period) as n
full join (
    select u.*, m.period as after from unit as u inner join month as m on u.period = m.before
) as b
    on n.period = b.after and n.unit = b.unit and n.id = b.id
"""
