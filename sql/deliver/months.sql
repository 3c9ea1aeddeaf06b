-- People and families listed in the last months that are published, up to the month itself.
-- Grain: one row per month and area.
with months as (
    select period
    from mart_public.release
    where is_current and period <= :period
    order by period desc
    limit :months
)

select
    p.period,
    p.area_code_kemendagri,
    p.persons,
    p.shown as persons_shown,
    f.families,
    f.shown as families_shown
from months as m
inner join mart_public.area_persons_monthly as p on m.period = p.period
left join mart_public.area_families_monthly as f
    on
        p.period = f.period
        and p.area_code_kemendagri = f.area_code_kemendagri
        and f.row_dimension = 'all'
where p.row_dimension = 'all'
order by p.area_code_kemendagri, p.period
