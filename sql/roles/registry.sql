-- Officers of the registry look people up, and read all counts; they write nothing but that they looked.
do $$
declare
    place text;
begin
    foreach place in array array['registry', 'reference', 'mart', 'release', 'mart_public']
    loop
        execute format('grant usage on schema %I to padan_registry', place);
        execute format('grant select on all tables in schema %I to padan_registry', place);
        execute format(
            'alter default privileges in schema %I grant select on tables to padan_registry', place
        );
    end loop;
    -- The command asks which schema it meets, notes every look, and counts movements aside.
    grant select on public.alembic_version to padan_registry;
    grant usage on schema ops to padan_registry;
    grant insert on ops.audit to padan_registry;
    execute format('grant temporary on database %I to padan_registry', current_database());
end
$$
