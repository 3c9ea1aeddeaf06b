-- Creates the partition of a period if it is missing; who comes at the same moment waits.
with held as materialized (
    select pg_advisory_xact_lock(hashtextextended(:parent, 0))
)

select ops.ensure_partition(:parent, :period)
from held
