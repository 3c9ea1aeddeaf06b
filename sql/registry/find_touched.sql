-- Records whose timeline does not say what was delivered in a month.
-- Grain: one row per record. Reads sql/registry/delivered_row.sql.
insert into pg_temp.touched_record (record_id)
with standing as materialized (
    select distinct on (record_id)
        record_id,
        valid_from,
        is_present,
        hash,
        {node} as node_id,
        source,
        village_code_kemendagri
    from registry.source_{kind}_version
    where
        known_to is null
        and valid_from <= :period
        -- Of a source that gave nothing only a step of this very month can be wrong now.
        and (
            valid_from = :period
            or source in (
                select g.source
                from registry.delivered_village as g
                where g.kind = '{kind}' and g.period = :period and g.known_to is null
            )
        )
    order by record_id, valid_from desc
),

delivered as materialized (
    select
        record_id,
        hash,
        node_id
    from pg_temp.delivered_row
    where period = :period
),

judged as materialized (
    select
        coalesce(d.record_id, s.record_id) as record_id,
        case
            -- Said otherwise than it stands, or not standing at all.
            when d.record_id is not null
                then d.hash is distinct from s.hash or d.node_id is distinct from s.node_id
            -- Missed by a whole delivery of the village where it stands.
            when s.is_present and w.village_code_kemendagri is not null then true
            -- Said by a row that is there no more, or missed by a delivery that is no more whole.
            else
                s.valid_from = :period
                and (s.is_present or w.village_code_kemendagri is null)
        end as is_touched
    from standing as s
    full join delivered as d on s.record_id = d.record_id
    left join registry.delivered_village as w
        on
            w.kind = '{kind}'
            and w.period = :period
            and w.known_to is null
            and w.is_whole
            and s.source = w.source
            and s.village_code_kemendagri = w.village_code_kemendagri
)

select record_id
from judged
where is_touched
on conflict (record_id) do nothing
