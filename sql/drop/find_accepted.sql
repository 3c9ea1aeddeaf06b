-- Accepted drops of a name, as shown by status or without its folders.
select drop_id, period, source, file_name
from ops.drop
where
    state in ('accepted', 'loaded')
    and (file_name = :file_name or file_name like '%/' || :file_name)
order by drop_id
