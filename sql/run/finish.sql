-- Notes how a run ended.
update ops.run
set outcome = :outcome, finished_at = clock_timestamp()
where run_id = :run_id
