-- Rows of a month, each with its record and the fingerprint of what it says; of a whole month, or only
-- those of records that are touched.
-- A row is known by its source key. Where that is missing or names several rows, it is known by its
-- list (No KK, family id, else village), name and birth date. Rows that repeat a key within the month are
-- numbered in the order of what they say: every row is of one record, no record has two rows a month.
insert into pg_temp.delivered_row (
    period, row_id, node_id, source, village_code_kemendagri, record_id, hash
)
with said as (
    select
        s.row_id,
        rn.node_id,
        s.source,
        s.village_code_kemendagri,
        k.record_id,
        registry.fingerprint(row({values}, s.source_key)::text) as hash
    from staging.{kind} as s
    left join linkage.row_node as rn
        on '{kind}' = 'person' and s.period = rn.period and s.row_id = rn.row_id
    cross join lateral (
        select
            registry.record_id(
                '{kind} '
                || case
                    when s.source_key_is_trusted and s.source_key is not null
                        then 'key ' || s.source_key
                    else concat_ws('/', s.source, {list}, upper(s.nama), s.tanggal_lahir)
                end,
                1
            ) as record_id
    ) as k
    where
        s.period = :period
        and (
            :is_whole_month
            or k.record_id >> 16 in (select t.record_id >> 16 from pg_temp.touched_record as t)
        )
        -- A person whose rows are not linked yet is nobody yet: the month's own sync brings them.
        and ('{kind}' = 'family' or rn.node_id is not null)
)

select
    cast(:period as date) as period,
    row_id,
    node_id,
    source,
    village_code_kemendagri,
    record_id - 1 + row_number() over (
        partition by record_id
        order by village_code_kemendagri, hash, row_id
    ) as record_id,
    hash
from said
