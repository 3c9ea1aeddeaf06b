-- The timelines of the touched records from a month on, from the rows that were delivered: what each row
-- says, and absence from the first whole delivery of the village where the record was seen last, before
-- it is seen again. Only changes are steps.
-- Grain: one row per record and month; `hash` is null where absent.
create temporary table fresh_step on commit drop as
with before as (
    select distinct on (v.record_id)
        v.record_id,
        v.is_present,
        v.hash,
        {node} as node_id,
        v.source,
        v.village_code_kemendagri
    from pg_temp.touched_record as t
    inner join registry.source_{kind}_version as v on t.record_id = v.record_id
    where v.known_to is null and v.valid_from < :first_period
    order by v.record_id, v.valid_from desc
),

seen as materialized (
    select
        t.record_id,
        d.period,
        d.row_id,
        d.node_id,
        d.source,
        d.village_code_kemendagri,
        d.hash
    from pg_temp.touched_record as t
    inner join pg_temp.delivered_row as d on t.record_id = d.record_id
    union all
    select
        record_id,
        cast(:first_period as date) - 1 as period,
        null as row_id,
        node_id,
        source,
        village_code_kemendagri,
        hash
    from before
    where is_present
),

next_whole as materialized (
    select
        s.source,
        s.village_code_kemendagri,
        s.period,
        min(w.period) as missed_period
    from (select distinct source, village_code_kemendagri, period from seen) as s
    inner join registry.delivered_village as w
        on s.source = w.source and s.village_code_kemendagri = w.village_code_kemendagri
    where w.kind = '{kind}' and w.known_to is null and w.is_whole and w.period > s.period
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
