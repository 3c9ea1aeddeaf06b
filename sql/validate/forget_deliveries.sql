-- Deliveries are decided anew for all drops of a source and period.
delete from ops.delivery
where period = :period and source = :source and kind = any(:kinds)
