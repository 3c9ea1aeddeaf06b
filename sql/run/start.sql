-- Notes that a run began. Earlier runs of the period that never ended were killed: only one runs.
with lost as (
    update ops.run
    set outcome = 'lost', finished_at = clock_timestamp()
    where period = :period and command = :command and finished_at is null
)

insert into ops.run (period, command, code_version)
values (:period, :command, :code)
returning run_id
