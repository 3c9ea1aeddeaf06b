-- What a suite found for one rule over the drops that waited.
insert into ops.validation (
    period, source, layout, rule, severity, outcome, evaluated_rows, unexpected_rows, is_met
)
values (
    :period, :source, :layout, :rule, :severity, :outcome, :evaluated_rows, :unexpected_rows,
    :is_met
)
on conflict (period, source, layout, rule) do update set
    severity = excluded.severity, outcome = excluded.outcome,
    evaluated_rows = excluded.evaluated_rows, unexpected_rows = excluded.unexpected_rows,
    is_met = excluded.is_met, validated_at = excluded.validated_at
