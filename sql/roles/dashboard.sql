-- Dashboards of officials read counts that are not suppressed, and no person.
do $$
declare
    place text;
begin
    foreach place in array array['reference', 'mart', 'release', 'mart_public']
    loop
        execute format('grant usage on schema %I to padan_dashboard', place);
        execute format('grant select on all tables in schema %I to padan_dashboard', place);
        execute format(
            'alter default privileges in schema %I grant select on tables to padan_dashboard', place
        );
    end loop;
end
$$
