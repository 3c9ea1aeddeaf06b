-- Rows set aside in a period, by reason; a row with two reasons counts under both.
select code, count(*)::integer as rows
from (
    select unnest(reasons) as code
    from quarantine.row
    where period = :period
) as aside
group by code
order by count(*) desc, code
