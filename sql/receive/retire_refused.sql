-- A file that did not count and whose bytes were replaced is history: its successor is judged
-- instead, and its refusal or repetition is no longer anybody's task.
update ops.drop
set state = 'withdrawn', withdrawn_reason = 'replaced by a file of the same name'
where file_name = :file_name and state in ('refused', 'received', 'repeated')
