-- Stale months that were published are stale no more.
delete from ops.stale_period
where period = any(:periods)
