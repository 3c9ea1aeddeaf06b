-- Holds the records whose timelines are told anew.
create temporary table touched_record (
    record_id bigint primary key
) on commit drop
