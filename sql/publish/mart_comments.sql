-- Views of mart and their columns with the comments that they carry now; a null column is the view.
select c.relname as view, null as "column", obj_description(c.oid, 'pg_class') as comment
from pg_class as c
where c.relnamespace = 'mart'::regnamespace and c.relkind = 'v'
union all
select c.relname as view, a.attname as "column", col_description(c.oid, a.attnum) as comment
from pg_class as c
inner join pg_attribute as a on c.oid = a.attrelid
where c.relnamespace = 'mart'::regnamespace and c.relkind = 'v' and a.attnum > 0
