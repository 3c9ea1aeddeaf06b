-- Columns of the tables that anybody may read in their newest release, with what is said of them.
-- Grain: one row per table and column; tables by release number are left out.
select
    v.relname as table_name,
    c.attname as column_name,
    format_type(c.atttypid, null) as column_type,
    col_description(v.oid, c.attnum) as column_comment
from pg_class as v
inner join pg_namespace as n on v.relnamespace = n.oid
inner join pg_attribute as c on v.oid = c.attrelid
where
    n.nspname = 'mart_public'
    and v.relkind in ('v', 'm', 'r')
    and c.attnum > 0
    and not c.attisdropped
    and not exists (
        select
        from pg_attribute as r
        where v.oid = r.attrelid and r.attname = 'release_no'
    )
order by v.relname, c.attnum
