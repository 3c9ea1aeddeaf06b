-- Steps of the touched that the drops do not bear out any more. Reads sql/registry/fresh_step.sql.
update registry.source_{kind}_version as v
set known_to = :run
from pg_temp.touched_record as t
where
    v.record_id = t.record_id
    and v.known_to is null
    and v.valid_from >= :first_period
    and not exists (
        select
        from pg_temp.fresh_step as f
        where
            f.record_id = v.record_id
            and f.valid_from = v.valid_from
            and f.hash is not distinct from v.hash
            and (f.hash is null or f.node_id is not distinct from {node})
            and f.village_code_kemendagri = v.village_code_kemendagri
    )
