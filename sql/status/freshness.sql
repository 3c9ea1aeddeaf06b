-- The last period in which each source was delivered, up to this one.
select source, max(period) as delivered
from ops.drop
where state = 'accepted' and period <= :period
group by source
order by source
