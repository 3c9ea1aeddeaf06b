-- Golden steps of the touched that do not hold any more. Reads sql/registry/fresh_golden.sql.
update registry.golden_speaker as g
set known_to = :run
from pg_temp.touched_person as t
where
    g.person_id = t.person_id
    and g.known_to is null
    and g.valid_from >= t.since
    and not exists (
        select
        from pg_temp.fresh_golden as f
        where
            f.person_id = g.person_id
            and f.valid_from = g.valid_from
            and row({fresh_pointers}) is not distinct from row({known_pointers})
    )
