-- Accepted drops whose rows were set aside or flagged under other rules: decided and staged again.
update ops.drop
set staged_with = null, tried_with = :rules
where
    period = :period
    and source = :source
    and state = 'accepted'
    and staged_with is distinct from :rules
    and staged_with is not null
    and (set_aside_rows > 0 or flagged_rows > 0)
returning drop_id
