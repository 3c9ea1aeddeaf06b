-- Drops of a period as they stand; files that were replaced before they counted are left out.
with versions as (
    select
        drop_id,
        'New version of ' || count(*) || ' villages: ' || sum(people_came) || ' people came, '
        || sum(people_went) || ' went.' as message
    from ops.delivery
    where period = :period and relation = 'replaces'
    group by drop_id
)

select
    d.*,
    nullif(
        concat_ws(
            ' ',
            d.problem,
            d.remedy,
            'Withdrawn: ' || d.withdrawn_reason || '.',
            'Unchanged since ' || to_char(d.unchanged_since, 'YYYY-MM') || '.',
            v.message
        ),
        ''
    ) as message
from ops.drop as d
left join versions as v on d.drop_id = v.drop_id
where
    d.period = :period
    and d.withdrawn_reason is distinct from 'replaced by a file of the same name'
order by d.drop_id
