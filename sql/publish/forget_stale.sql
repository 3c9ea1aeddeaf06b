-- Every stale month is published with this one.
delete from ops.stale_period
