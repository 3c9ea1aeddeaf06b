-- What the suites found for each rule over the drops that waited.
insert into ops.validation (
    period, source, layout, rule, severity, outcome, evaluated_rows, unexpected_rows, is_met
)
select
    :period,
    :source,
    o.layout,
    o.rule,
    o.severity,
    o.outcome,
    o.evaluated_rows,
    o.unexpected_rows,
    o.is_met
from jsonb_to_recordset(cast(:outcomes as jsonb)) as o (
    layout text,
    rule text,
    severity text,
    outcome text,
    evaluated_rows integer,
    unexpected_rows integer,
    is_met boolean
)
on conflict (period, source, layout, rule) do update set
    severity = excluded.severity, outcome = excluded.outcome,
    evaluated_rows = excluded.evaluated_rows, unexpected_rows = excluded.unexpected_rows,
    is_met = excluded.is_met, validated_at = excluded.validated_at
