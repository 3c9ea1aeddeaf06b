-- Rows of months, each with its record.
-- Rows that share a record key within the month are numbered in the order of what they say: every row is
-- of one record, no record has two rows a month. In the engine.
select
    period,
    row_id,
    node_id,
    source,
    village_code_kemendagri,
    record_key - 1 + row_number() over (
        partition by period, record_key
        order by village_code_kemendagri, hash, row_id
    ) as record_id,
    hash
from {rows}
-- A person whose rows are not linked yet is nobody yet: the month's own sync brings them.
where '{kind}' = 'family' or node_id is not null
