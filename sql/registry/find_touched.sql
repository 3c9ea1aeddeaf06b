-- Records whose timeline does not say what was delivered in a month.
-- Grain: one row per record. In the engine; needs {kind}_step, delivered_row, delivered_village.
with standing as (
    select *
    from {kind}_step
    where
        valid_from <= :period
        and (valid_to is null or valid_to > :period)
        -- Of a source that gave nothing only a step of this very month can be wrong now.
        and (
            valid_from = :period
            or source in (
                select g.source
                from delivered_village as g
                where g.kind = '{kind}' and g.period = :period
            )
        )
),

delivered as (
    select
        record_id,
        hash,
        node_id
    from delivered_row
    where period = :period
),

judged as (
    select
        coalesce(d.record_id, s.record_id) as record_id,
        case
            -- Said otherwise than it stands, or not standing at all.
            when d.record_id is not null
                then d.hash is distinct from s.hash or d.node_id is distinct from s.node_id
            -- Missed by a whole delivery of the village where it stands.
            when s.hash is not null and w.village_code_kemendagri is not null then true
            -- Said by a row that is there no more, or missed by a delivery that is no more whole.
            else
                s.valid_from = :period
                and (s.hash is not null or w.village_code_kemendagri is null)
        end as is_touched
    from standing as s
    full join delivered as d on s.record_id = d.record_id
    left join delivered_village as w
        on
            w.kind = '{kind}'
            and w.period = :period
            and w.is_whole
            and s.source = w.source
            and s.village_code_kemendagri = w.village_code_kemendagri
)

select record_id
from judged
where is_touched
