-- Rows flagged in a period, by reason.
select code, count(distinct row_id)::integer as rows
from staging.flag
where period = :period
group by code
order by count(*) desc, code
