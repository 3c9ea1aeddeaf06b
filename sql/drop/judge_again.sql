-- A source's other drops of a period are judged again, as if the withdrawn one had never come:
-- accepted ones from their raw rows, refused and repeated ones (whose rows are gone) from the archive.
update ops.drop
set
    state = case when state = 'accepted' then 'loaded' else 'received' end,
    staged_with = null,
    repeats_drop_id = null,
    refusal_code = null,
    problem = null,
    remedy = null,
    message_id = null
where
    period = :period
    and source = :source
    and (
        state = 'accepted'
        or (state = 'refused' and refusal_code = 'neither_version_nor_addition')
        or (state = 'repeated' and repeats_drop_id is not null)
    )
