-- The timelines of the touched records from a month on, from the rows that were delivered: what each row
-- says, and absence from the first whole delivery of the village where the record was seen last, before
-- it is seen again. Only changes are steps. A row is seen whatever it says of its person.
-- Grain: one row per record and month; `hash` is null where absent. In the engine; needs touched_record,
-- touched_row, {kind}_step, delivered_village.
with seen as materialized (
    select
        record_id,
        period,
        row_id,
        node_id,
        source,
        village_code_kemendagri,
        hash
    from touched_row
    union all
    select
        s.record_id,
        cast(:first_period as date) - 1 as period,
        null as row_id,
        s.node_id,
        s.source,
        s.village_code_kemendagri,
        s.hash
    from {kind}_step as s
    where
        s.hash is not null
        and s.valid_from < :first_period
        and (s.valid_to is null or s.valid_to >= :first_period)
        and s.record_id in (select t.record_id from touched_record as t)
),

next_whole as (
    select
        s.source,
        s.village_code_kemendagri,
        s.period,
        min(w.period) as missed_period
    from (select distinct source, village_code_kemendagri, period from seen) as s
    inner join delivered_village as w
        on s.source = w.source and s.village_code_kemendagri = w.village_code_kemendagri
    where w.kind = '{kind}' and w.is_whole and w.period > s.period
    group by s.source, s.village_code_kemendagri, s.period
),

stated as (
    select
        record_id,
        period,
        row_id,
        node_id,
        source,
        village_code_kemendagri,
        hash
    from seen
    union all
    select
        s.record_id,
        n.missed_period as period,
        null as row_id,
        null as node_id,
        s.source,
        s.village_code_kemendagri,
        null as hash
    from (
        select
            *,
            lead(period) over (partition by record_id order by period) as next_period
        from seen
    ) as s
    inner join next_whole as n
        on
            s.source = n.source
            and s.village_code_kemendagri = n.village_code_kemendagri
            and s.period = n.period
    where s.next_period is null or n.missed_period < s.next_period
),

compared as (
    select
        *,
        lag(hash) over by_period as hash_before,
        lag(node_id) over by_period as node_before
    from stated
    window by_period as (partition by record_id order by period)
)

select
    record_id,
    period as valid_from,
    row_id,
    node_id,
    source,
    village_code_kemendagri,
    hash
from compared
where
    period >= :first_period
    and (hash is distinct from hash_before or node_id is distinct from node_before)
