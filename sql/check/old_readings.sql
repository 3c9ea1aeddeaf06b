-- Readings by a reader that has changed since.
delete from {readings}
where reader <> :reader
