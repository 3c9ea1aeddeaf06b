-- The books of months: three figures that do not come from each other. The opening was stored when the month
-- before was closed, the movements are those of the touched, the closing counts all.
-- Grain: one row per month, entity, source and village where anything was, moved or is. Added up, not joined.
-- In the engine; needs opening_count, book_movement, standing_count.
with parts as (
    select
        period,
        entity,
        source,
        village_code_kemendagri,
        'opening' as part,
        opening as amount
    from opening_count
    union all
    select period, entity, source, village_code_kemendagri, movement as part, change as amount
    from book_movement
    union all
    select period, entity, source, village_code_kemendagri, 'closing' as part, closing as amount
    from standing_count
),

sums as (
    select
        period,
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
    group by period, entity, source, village_code_kemendagri
)

select
    s.period,
    s.entity,
    s.source,
    s.village_code_kemendagri,
    s.opening::integer as opening,
    s.split::integer as split,
    s.merged::integer as merged,
    s.corrected::integer as corrected,
    (s.opening + s.split + s.merged + s.corrected)::integer as known_opening,
    s.new::integer as new,
    s.returned::integer as returned,
    s.moved_in::integer as moved_in,
    s.moved_out::integer as moved_out,
    s.dead::integer as dead,
    s.refused::integer as refused,
    s.dropped::integer as dropped,
    s.closing::integer as closing,
    (
        s.closing - s.opening - s.split - s.merged - s.corrected
        - s.new - s.returned - s.moved_in - s.moved_out - s.dead - s.refused - s.dropped
    )::integer as difference
from sums as s
order by s.period, s.entity desc, s.source, s.village_code_kemendagri
