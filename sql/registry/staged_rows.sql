-- Rows that were delivered in a month, each with the two numbers that it is known by.
-- Grain: one row per staged row. `is_keyed`: its source has a key of its own for it, which is trusted.
select
    s.period,
    s.row_id,
    s.source,
    s.village_code_kemendagri,
    s.record_key,
    s.content_fingerprint as hash,
    s.source_key_is_trusted and s.source_key is not null as is_keyed
from staging.{kind} as s
where s.period = :period
