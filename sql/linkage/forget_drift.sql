-- A month that is linked again is measured again.
delete from ops.linkage_drift
where period = :period
