-- Writes the coverage of a period where it changed; rows that no longer hold go.
-- Reads sql/sync/coverage.sql.
with gone as (
    delete from registry.coverage as c
    where
        c.period = :period
        and (c.source, c.kind, c.village_code_kemendagri, c.delivered_period) not in (
            select source, kind, village_code_kemendagri, delivered_period
            from pg_temp.coverage
        )
)

insert into registry.coverage as c (
    period, source, kind, village_code_kemendagri, delivered_period, is_base
)
select period, source, kind, village_code_kemendagri, delivered_period, is_base
from pg_temp.coverage
on conflict (period, source, kind, village_code_kemendagri, delivered_period)
do update set is_base = excluded.is_base
where c.is_base <> excluded.is_base
