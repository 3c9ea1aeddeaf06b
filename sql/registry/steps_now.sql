-- Steps as known after a run, each with the month of the one that ends it: those of the records that it
-- changed are told anew. In the engine; needs {kind}_step, changed_step.
with standing as (
    select * exclude (valid_to)
    from {kind}_step as s
    where
        record_id in (select c.record_id from changed_step as c)
        and not exists (
            select 1
            from changed_step as c
            where c.record_id = s.record_id and c.valid_from = s.valid_from
        )
    union all by name
    select
        * exclude (said, is_known),
        said as {said},
        true as is_new
    from changed_step
    where is_known
)

select *
from {kind}_step
where record_id not in (select c.record_id from changed_step as c)
union all by name
select
    *,
    lead(valid_from) over (partition by record_id order by valid_from) as valid_to
from standing
