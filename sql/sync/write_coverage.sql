-- Writes the coverage of a period where it changed; rows that no longer hold go.
with wanted as (
    {coverage}
),

gone as (
    delete from registry.coverage as c
    where
        c.period = :period
        and not exists (
            select from wanted as w
            where
                w.source = c.source
                and w.kind = c.kind
                and w.village_code_kemendagri = c.village_code_kemendagri
                and w.delivered_period = c.delivered_period
                and w.is_base = c.is_base
        )
)

insert into registry.coverage (
    period, source, kind, village_code_kemendagri, delivered_period, is_base
)
select w.period, w.source, w.kind, w.village_code_kemendagri, w.delivered_period, w.is_base
from wanted as w
left join registry.coverage as c
    on
        w.period = c.period
        and w.source = c.source
        and w.kind = c.kind
        and w.village_code_kemendagri = c.village_code_kemendagri
        and w.delivered_period = c.delivered_period
        and w.is_base = c.is_base
where c.period is null
on conflict (period, source, kind, village_code_kemendagri, delivered_period)
do update set is_base = excluded.is_base
