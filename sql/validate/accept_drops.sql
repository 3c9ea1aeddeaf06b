-- Drops that were judged and found usable: the steps after this one may see their rows.
update ops.drop
set state = 'accepted', tried_with = :rules
where drop_id = any(:drops) and state = 'loaded'
