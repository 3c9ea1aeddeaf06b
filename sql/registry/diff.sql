-- What became of every person from one month to another, as known now; of one village, if one is given:
-- of those who were in it or are.
-- Who went is told dead or refused where a source says so, else only that they went.
-- Grain: one row per person of whom anything differs; `changed` names the golden fields that differ.
create temporary table person_diff on commit drop as
with earlier as materialized (
    select *
    from registry.person_as_of(:from_period)
    where is_listed
),

later as materialized (
    select *
    from registry.person_as_of(:to_period)
    where is_listed
),

compared as (
    select
        coalesce(a.person_id, b.person_id) as person_id,
        a.village_code_kemendagri as from_village,
        b.village_code_kemendagri as to_village,
        case
            when a.person_id is null then 'came'
            when b.person_id is null then 'went'
            when a.village_code_kemendagri <> b.village_code_kemendagri then 'moved'
            else 'changed'
        end as what,
        case
            when a.person_id is not null and b.person_id is not null
                then array_remove(array[{changed}], null)
            else '{}'
        end as changed
    from earlier as a
    full join later as b on a.person_id = b.person_id
)

select
    c.person_id,
    coalesce(g.status, c.what) as what,
    c.from_village,
    c.to_village,
    c.changed
from compared as c
left join registry.gone_as_of(
    (select array_agg(w.person_id) from compared as w where w.what = 'went'),
    cast(:to_period as date)
) as g on c.what = 'went' and c.person_id = g.person_id and g.source = 'any'
where
    (c.what <> 'changed' or c.changed <> '{}')
    and (
        cast(:village as text) is null
        or :village in (c.from_village, c.to_village)
    )
