-- Anybody reads what is protected, and nothing else; without tables of their own on the server.
grant usage on schema mart_public to padan_public;
grant select on all tables in schema mart_public to padan_public;
alter default privileges in schema mart_public grant select on tables to padan_public;
do $$
begin
    execute format('revoke temporary on database %I from public', current_database());
    execute format('grant temporary on database %I to padan_engineer', current_database());
end
$$;
-- PostgreSQL lets everybody call every function: ours are for those who work with people.
do $$
declare
    place text;
begin
    foreach place in array array[
        'ops', 'raw', 'quarantine', 'staging', 'linkage', 'registry', 'mart', 'release',
        'mart_public', 'disclosure'
    ]
    loop
        execute format('revoke execute on all functions in schema %I from public', place);
        if exists (select from pg_roles where rolname = 'padan_engineer') then
            execute format('grant execute on all functions in schema %I to padan_engineer', place);
        end if;
        if place in ('staging', 'registry')
            and exists (select from pg_roles where rolname = 'padan_registry') then
            execute format('grant execute on all functions in schema %I to padan_registry', place);
        end if;
    end loop;
end
$$;
alter default privileges revoke execute on functions from public;
alter default privileges grant execute on functions to padan_engineer;
