-- What was published of each village cell: in this month last and before, and in the months beside it.
-- Grain: one row per publication, village and cell. They bind in the order of `distance`: 0 this
-- month's last, then what it said of other truths, newest first; 1000 the month before, 1001 after.
with months as (
    select cast(:period as date) as period, 0 as distance
    union all
    select max(period) as period, 1000 as distance
    from disclosure.register
    where period < :period
    union all
    select min(period) as period, 1001 as distance
    from disclosure.register
    where period > :period
),

said as (
    select m.distance, r.village_code_kemendagri, r.cell_id, r.truth, r.published
    from months as m
    inner join disclosure.register as r on m.period = r.period
    union all
    select
        row_number() over (
            partition by area_code_kemendagri, cell_id order by said_no desc
        ) as distance,
        area_code_kemendagri as village_code_kemendagri,
        cell_id,
        truth,
        published
    from disclosure.said_before
    where period = :period
)

select
    distance,
    village_code_kemendagri,
    cell_id,
    truth,
    published
from said
