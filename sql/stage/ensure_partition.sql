-- Creates the partition of a period if it is missing.
select ops.ensure_partition(:parent, :period)
