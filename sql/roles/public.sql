-- Anybody reads what is protected, and nothing else; without tables of their own on the server.
grant usage on schema mart_public to padan_public;
grant select on all tables in schema mart_public to padan_public;
alter default privileges in schema mart_public grant select on tables to padan_public;
do $$
begin
    execute format('revoke temporary on database %I from public', current_database());
    execute format('grant temporary on database %I to padan_engineer', current_database());
end
$$
