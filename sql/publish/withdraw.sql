-- Takes a release out of readers' sight: the one before it stands again. What was published of it
-- stays in the register of the protection, so that the next release is no second draw.
update mart.release
set
    withdrawn_at = transaction_timestamp(),
    withdrawn_reason = :reason
where release_no = :release_no and withdrawn_at is null
returning period
