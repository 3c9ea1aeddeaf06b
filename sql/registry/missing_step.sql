-- Steps of the touched that are not written yet. Reads sql/registry/fresh_step.sql.
create temporary table missing_step on commit drop as
select f.*
from pg_temp.fresh_step as f
where
    not exists (
        select
        from registry.source_{kind}_version as v
        where
            v.record_id = f.record_id
            and v.valid_from = f.valid_from
            and v.known_to is null
    )
