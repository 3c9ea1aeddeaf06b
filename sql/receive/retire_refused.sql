-- A file, or a file in a ZIP, that did not count and is no longer what lies under its name is history:
-- its successor is judged instead, and its refusal or repetition is no longer anybody's task.
update ops.drop
set state = 'withdrawn', withdrawn_reason = 'replaced by a file of the same name'
where
    (file_name = :file_name or starts_with(file_name, :file_name || '/'))
    and state in ('refused', 'received', 'repeated')
    and file_name || ' ' || sha256 <> all(:present)
