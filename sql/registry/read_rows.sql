-- Rows of a month, each with its record and the fingerprint of what it says; of a whole month, or only
-- those of records that are touched.
-- Rows that share a record key within the month are numbered in the order of what they say: every row is
-- of one record, no record has two rows a month.
insert into pg_temp.delivered_row (
    period, row_id, node_id, source, village_code_kemendagri, record_id, hash
)
select
    s.period,
    s.row_id,
    rn.node_id,
    s.source,
    s.village_code_kemendagri,
    s.record_key - 1 + row_number() over (
        partition by s.record_key
        order by s.village_code_kemendagri, s.content_fingerprint, s.row_id
    ) as record_id,
    s.content_fingerprint as hash
from staging.{kind} as s
left join linkage.row_node as rn
    on '{kind}' = 'person' and s.period = rn.period and s.row_id = rn.row_id
where
    s.period = :period
    and (
        :is_whole_month
        or s.record_key >> 16 in (select t.record_id >> 16 from pg_temp.touched_record as t)
    )
    -- A person whose rows are not linked yet is nobody yet: the month's own sync brings them.
    and ('{kind}' = 'family' or rn.node_id is not null)
