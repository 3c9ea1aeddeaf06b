-- The books of a period: three figures that do not come from each other. The opening was stored when
-- the month before was closed, the movements are those of the touched, the closing counts all.
-- Grain: one row per entity, source and village where anything was, moved or is. Added up, not joined.
-- Reads pg_temp.book_movement, pg_temp.standing_count.
create temporary table fresh_book on commit drop as
with parts as (
    select
        c.entity,
        c.source,
        c.village_code_kemendagri,
        'opening' as part,
        c.closing as amount
    from registry.book_opening as o
    inner join registry.book_closing as c
        on o.opening_period = c.period and o.opening_run = c.run_id
    where o.period = :period
    union all
    select entity, source, village_code_kemendagri, movement as part, change as amount
    from pg_temp.book_movement
    union all
    select entity, source, village_code_kemendagri, 'closing' as part, closing as amount
    from pg_temp.standing_count
    where period = :period
),

sums as (
    select
        entity,
        source,
        village_code_kemendagri,
        coalesce(sum(amount) filter (where part = 'opening'), 0) as opening,
        coalesce(sum(amount) filter (where part = 'split'), 0) as split,
        coalesce(sum(amount) filter (where part = 'merged'), 0) as merged,
        coalesce(sum(amount) filter (where part = 'corrected'), 0) as corrected,
        coalesce(sum(amount) filter (where part = 'new'), 0) as new,
        coalesce(sum(amount) filter (where part = 'returned'), 0) as returned,
        coalesce(sum(amount) filter (where part = 'moved_in'), 0) as moved_in,
        coalesce(sum(amount) filter (where part = 'moved_out'), 0) as moved_out,
        coalesce(sum(amount) filter (where part = 'dead'), 0) as dead,
        coalesce(sum(amount) filter (where part = 'refused'), 0) as refused,
        coalesce(sum(amount) filter (where part = 'dropped'), 0) as dropped,
        coalesce(sum(amount) filter (where part = 'closing'), 0) as closing
    from parts
    group by entity, source, village_code_kemendagri
)

select
    cast(:period as date) as period,
    s.entity,
    s.source,
    s.village_code_kemendagri,
    s.opening::integer,
    s.split::integer,
    s.merged::integer,
    s.corrected::integer,
    (s.opening + s.split + s.merged + s.corrected)::integer as known_opening,
    s.new::integer,
    s.returned::integer,
    s.moved_in::integer,
    s.moved_out::integer,
    s.dead::integer,
    s.refused::integer,
    s.dropped::integer,
    s.closing::integer,
    (
        s.closing - s.opening - s.split - s.merged - s.corrected
        - s.new - s.returned - s.moved_in - s.moved_out - s.dead - s.refused - s.dropped
    )::integer as difference
from sums as s
