-- Drops of a period whose rows are not all accounted for.
select drop_id, file_name, data_rows, loaded_rows, refused_rows, staged_rows, set_aside_rows, superseded_rows
from ops.drop
where
    period = :period
    and state = 'accepted'
    and staged_with is not null
    and (
        data_rows <> loaded_rows + refused_rows
        or loaded_rows <> staged_rows + set_aside_rows + superseded_rows
    )
order by drop_id
