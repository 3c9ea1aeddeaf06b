-- Where the records are gathered whose timelines are to be told anew; empty at first.
create temporary table touched_record (
    record_id bigint primary key
) on commit drop
