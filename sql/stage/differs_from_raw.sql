-- Whether the checked rows are other than the raw rows of these drops: a crash emptied them, or a
-- withdrawal left rows of a drop that does not count any more. No row where they are the same.
(
    select
        drop_id,
        count(*) as rows
    from {raw}
    where period = :period and drop_id = any(:drops)
    group by drop_id
    except
    select
        drop_id,
        count(*) as rows
    from {checked}
    group by drop_id
)
union all
(
    select
        drop_id,
        1 as rows
    from {checked}
    where drop_id <> all(:drops)
    limit 1
)
