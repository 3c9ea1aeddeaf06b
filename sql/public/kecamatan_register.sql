-- What was published of the tables that only kecamatan show, in this month and in those beside it.
-- Grain: one row per publication, kecamatan and cell; `distance` as in register.sql.
with months as (
    select cast(:period as date) as period, 0 as distance
    union all
    select max(period) as period, 1000 as distance
    from disclosure.kecamatan_register
    where period < :period
    union all
    select min(period) as period, 1001 as distance
    from disclosure.kecamatan_register
    where period > :period
),

said as (
    select m.distance, r.kecamatan_code_kemendagri, r.cell_id, r.truth, r.published
    from months as m
    inner join disclosure.kecamatan_register as r on m.period = r.period
    union all
    select
        row_number() over (
            partition by area_code_kemendagri, cell_id order by said_no desc
        ) as distance,
        area_code_kemendagri as kecamatan_code_kemendagri,
        cell_id,
        truth,
        published
    from disclosure.said_before
    where period = :period
)

select
    distance,
    kecamatan_code_kemendagri,
    cell_id,
    truth,
    published
from said
