-- Keys of the rows that sources gave in a month.
-- Grain: one row per staged row. `is_keyed`: its source has a key of its own for it, which is trusted.
select
    period,
    source,
    village_code_kemendagri,
    record_key,
    source_key_is_trusted and source_key is not null as is_keyed
from staging.{kind}
where period = :period and source = any(:sources)
