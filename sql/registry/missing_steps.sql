-- Steps of the touched that are not written yet.
-- Grain: one row per step. In the engine; needs fresh_step, {kind}_step, withdrawn_step.
select
    f.record_id,
    f.valid_from,
    f.row_id,
    f.node_id,
    f.village_code_kemendagri,
    f.hash
from fresh_step as f
where
    not exists (
        select 1
        from {kind}_step as s
        where
            s.record_id = f.record_id
            and s.valid_from = f.valid_from
            and not exists (
                select 1
                from withdrawn_step as w
                where w.record_id = s.record_id and w.valid_from = s.valid_from
            )
    )
order by f.record_id, f.valid_from
