-- Absences that follow another step than they did: they keep what the step before them says, so they
-- are written anew. Reads sql/registry/fresh_step.sql; comes after sql/registry/withdraw_steps.sql.
update registry.source_{kind}_version as v
set known_to = :run
from pg_temp.touched_record as t
where
    v.record_id = t.record_id
    and v.known_to is null
    and not v.is_present
    and v.valid_from >= :first_period
    and (
        exists (
            select
            from registry.source_{kind}_version as w
            where w.record_id = v.record_id and w.valid_from < v.valid_from and w.known_to = :run
        )
        or exists (
            select
            from pg_temp.fresh_step as f
            where
                f.record_id = v.record_id
                and f.valid_from < v.valid_from
                and not exists (
                    select
                    from registry.source_{kind}_version as w
                    where
                        w.record_id = f.record_id
                        and w.valid_from = f.valid_from
                        and w.known_to is null
                )
        )
    )
