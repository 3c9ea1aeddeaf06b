-- Steps of the touched, from a month on, that the drops do not bear out any more; and absences that follow
-- another step than they did: they keep what the step before them says, so they are written anew.
-- Grain: one row per step. In the engine; needs {kind}_step, touched_record, fresh_step.
with known as materialized (
    select s.*
    from {kind}_step as s
    inner join touched_record as t on s.record_id = t.record_id
    where s.valid_from >= :first_period
),

unlike as materialized (
    select
        k.record_id,
        k.valid_from
    from known as k
    where not exists (
        select 1
        from fresh_step as f
        where
            f.record_id = k.record_id
            and f.valid_from = k.valid_from
            and f.hash is not distinct from k.hash
            and (f.hash is null or f.node_id is not distinct from k.node_id)
            and f.village_code_kemendagri = k.village_code_kemendagri
    )
),

-- From which month on a record's timeline is another than it was.
changed as (
    select
        record_id,
        min(valid_from) as valid_from
    from (
        select record_id, valid_from
        from unlike
        union all
        (
            select record_id, valid_from
            from fresh_step
            except
            (
                select record_id, valid_from
                from known
                except
                select record_id, valid_from
                from unlike
            )
        )
    ) as steps
    group by record_id
)

select record_id, valid_from
from unlike
union
select
    k.record_id,
    k.valid_from
from known as k
inner join changed as c on k.record_id = c.record_id
where k.hash is null and k.valid_from > c.valid_from
