-- Rows of a month that are of records which may be touched, each with its node.
-- Grain: one row per staged row. Reads sql/registry/touched_record.sql.
select
    s.period,
    s.row_id,
    s.source,
    s.village_code_kemendagri,
    s.record_key,
    s.content_fingerprint as hash,
    rn.node_id
from staging.{kind} as s
left join linkage.row_node as rn
    on '{kind}' = 'person' and s.period = rn.period and s.row_id = rn.row_id
where
    s.period = :period
    and s.record_key >> 16 in (select t.record_id >> 16 from pg_temp.touched_record as t)
