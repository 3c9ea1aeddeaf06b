-- Engineers run the flow: they read and write everything, people included.
do $$
declare
    place text;
begin
    foreach place in array array[
        'ops', 'raw', 'quarantine', 'staging', 'linkage', 'registry', 'reference', 'mart', 'release',
        'mart_public', 'disclosure'
    ]
    loop
        execute format('grant usage, create on schema %I to padan_engineer', place);
        execute format('grant all on all tables in schema %I to padan_engineer', place);
        execute format('grant all on all sequences in schema %I to padan_engineer', place);
        execute format(
            'alter default privileges in schema %I grant all on tables to padan_engineer', place
        );
        execute format(
            'alter default privileges in schema %I grant all on sequences to padan_engineer', place
        );
    end loop;
end
$$
