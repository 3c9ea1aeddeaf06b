-- How many rows of a period's coverage are not what the registry holds. Reads sql/sync/coverage.sql.
select count(*) as rows
from pg_temp.coverage as n
full join (select * from registry.coverage where period = :period) as c
    on
        n.source = c.source
        and n.kind = c.kind
        and n.village_code_kemendagri = c.village_code_kemendagri
        and n.delivered_period = c.delivered_period
where n.is_base is distinct from c.is_base
