-- Keeps the figures of one step.
insert into ops.step (run_id, period, step, started_at, seconds, rows, details)
values (:run_id, :period, :step, :started_at, :seconds, :rows, cast(:details as jsonb))
