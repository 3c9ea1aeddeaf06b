-- Golden steps of the touched that are not written yet. Reads sql/registry/fresh_golden.sql.
insert into registry.golden_speaker (person_id, valid_from, known_from, {pointers})
select
    f.person_id,
    f.valid_from,
    :run as known_from,
    {pointers}
from pg_temp.fresh_golden as f
where
    not exists (
        select
        from registry.golden_speaker as g
        where
            g.person_id = f.person_id
            and g.valid_from = f.valid_from
            and g.known_to is null
    )
-- Sorted, so that all rows are found before the first is written: looked for among rows that are being
-- written, each would be compared with all before it.
order by f.person_id, f.valid_from
