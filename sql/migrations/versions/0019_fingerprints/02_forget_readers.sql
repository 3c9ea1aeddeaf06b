-- What reads record numbers is made again below, word by word, on the wider numbers.
create temporary table record_reader on commit drop as
select
    row_number() over (order by p.oid) as place,
    cast(p.oid as regprocedure)::text as name,
    'function' as kind,
    replace(pg_get_functiondef(p.oid), 'record_id integer', 'record_id bigint') as definition,
    obj_description(p.oid, 'pg_proc') as meaning
from pg_proc as p
where
    p.pronamespace = cast('registry' as regnamespace)
    and p.proname in (
        'source_person_as_of', 'source_family_as_of', 'person_as_of', 'person_village',
        'record_status_as_of', 'person_status_as_of'
    )
union all
select
    1000 + row_number() over (order by c.oid) as place,
    cast(c.oid as regclass)::text as name,
    'view' as kind,
    format('create view %s as %s', cast(c.oid as regclass), pg_get_viewdef(c.oid)) as definition,
    obj_description(c.oid, 'pg_class') as meaning
from pg_class as c
where
    c.relnamespace = cast('registry' as regnamespace)
    and c.relname in ('current_person', 'source_person_history', 'source_family_history');

create temporary table record_reader_column on commit drop as
select
    cast(a.attrelid as regclass)::text as name,
    a.attname,
    col_description(a.attrelid, a.attnum) as meaning
from pg_attribute as a
inner join record_reader as r on a.attrelid = to_regclass(r.name)
where r.kind = 'view' and a.attnum > 0;

do $$
declare
    reader record;
begin
    for reader in select * from record_reader order by place desc loop
        execute format('drop %s %s', reader.kind, reader.name);
    end loop;
end
$$;
