-- Villages of which P3KE gave persons and families in a month and only one of them, or neither, in the
-- month before, or the reverse: what a family lacks reads otherwise there.
-- Grain: one row per village and month, from the run's month on.
create temporary table changed_files on commit drop as
with periods as (
    select
        period,
        lag(period) over (order by period) as period_before
    from (select distinct c.period from registry.coverage as c) as known
),

both_files as materialized (
    select
        period,
        village_code_kemendagri
    from registry.coverage
    where source = 'p3ke'
    group by period, village_code_kemendagri
    having count(distinct kind) = 2
)

select
    p.period,
    v.village_code_kemendagri
from periods as p
inner join both_files as v on v.period in (p.period, p.period_before)
where p.period >= :period
group by p.period, v.village_code_kemendagri
having count(*) = 1
