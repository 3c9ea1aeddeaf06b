-- Keys never met before become records, numbered in the order of their keys.
insert into registry.source_record (record_id, source, kind, key, repeat)
select
    (select coalesce(max(r.record_id), 0) from registry.source_record as r)
    + row_number() over (order by d.key, d.repeat) as record_id,
    d.source,
    '{kind}' as kind,
    d.key,
    d.repeat
from (
    select distinct
        s.source,
        s.key,
        s.repeat
    from pg_temp.delivered_row as s
    where
        not exists (
            select
            from registry.source_record as r
            where r.key = s.key and r.repeat = s.repeat
        )
) as d
