-- Rules of judgement that fell short when the period was last validated.
select source, layout, rule, severity, evaluated_rows, unexpected_rows
from ops.validation
where period = :period and not is_met and outcome in ('report', 'refuse')
order by source, layout, rule
