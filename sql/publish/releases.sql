-- All releases, newest first.
select
    r.*,
    c.release_no is not null as is_current
from mart.release as r
left join mart.current_release as c on r.release_no = c.release_no
where r.period = coalesce(cast(:period as date), r.period)
order by r.release_no desc
