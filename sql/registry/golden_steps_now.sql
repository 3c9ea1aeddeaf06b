-- Golden steps as known after a run, each with the month of the one that ends it: those of the people whom
-- it changed are told anew. In the engine; needs golden_step, changed_golden.
with standing as (
    select * exclude (valid_to)
    from golden_step as s
    where
        person_id in (select c.person_id from changed_golden as c)
        and not exists (
            select 1
            from changed_golden as c
            where c.person_id = s.person_id and c.valid_from = s.valid_from
        )
    union all by name
    select * exclude (is_known)
    from changed_golden
    where is_known
)

select *
from golden_step
where person_id not in (select c.person_id from changed_golden as c)
union all by name
select
    *,
    lead(valid_from) over (partition by person_id order by valid_from) as valid_to
from standing
