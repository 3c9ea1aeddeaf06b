-- Officers of the registry look people up, and read all counts; they write nothing here.
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
end
$$
