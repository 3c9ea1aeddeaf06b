-- The drop of each file that is called so, as shown by status or without its folders: the one that
-- counts, else the last that was refused or repeated and still asks for attention.
select distinct on (file_name)
    drop_id,
    period,
    source,
    file_name
from ops.drop
where
    state in ('accepted', 'loaded', 'refused', 'repeated')
    and (file_name = :file_name or right(file_name, length(:file_name) + 1) = '/' || :file_name)
order by file_name, state in ('accepted', 'loaded') desc, drop_id desc
