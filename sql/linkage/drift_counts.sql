-- How often each level was seen in the month's last link, and by which model.
select
    d.kind,
    d.statement,
    d.level,
    d.model_version,
    d.cases
from ops.linkage_drift as d
where d.period = :period
order by d.kind, d.statement, d.level
