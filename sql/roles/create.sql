-- The four kinds of readers, without a password and without login: people's own roles are put into
-- one of them. Where the migrating user may not create roles, the server's administrator must.
do $$
declare
    role_name text;
begin
    foreach role_name in array array[
        'padan_engineer', 'padan_registry', 'padan_dashboard', 'padan_public'
    ]
    loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I nologin', role_name);
        end if;
    end loop;
exception
    -- Another database of the server was migrated in the same moment.
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise warning 'roles padan_… were not created: create them, and grant by sql/roles';
end
$$
