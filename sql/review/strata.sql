-- How many pairs each stratum holds. Reads sql/review/clerical_frame.sql.
select
    is_linked,
    band,
    count(*) as population
from clerical_frame
group by is_linked, band
order by is_linked, band
