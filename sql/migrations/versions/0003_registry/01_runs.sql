create table registry.sync_run (
    run_id integer primary key,
    period date not null,
    known_at timestamptz not null unique
);
comment on table registry.sync_run is
'Every run of sync that changed something: the clock of what we knew, counted from 1';
comment on column registry.sync_run.period is 'The month for which sync was called';
comment on column registry.sync_run.known_at is
'Transaction time of the run; later runs have later times';

alter table registry.identity add column since_run integer not null default 0;
comment on column registry.identity.since_run is
'Run that brought it; 0: before runs were counted';

create table registry.past_identity (
    node_id integer not null,
    person_id integer not null references registry.person,
    known_from integer not null,
    known_to integer not null,
    primary key (node_id, known_from)
);
comment on table registry.past_identity is
'Which person a node was, until a run knew better or the node was withdrawn';
comment on column registry.past_identity.known_from is 'First run that knew it so';
comment on column registry.past_identity.known_to is 'Run that replaced it: known no more from it on';

create function registry.run_at(at timestamptz) returns integer
language sql stable parallel safe
return coalesce((select max(r.run_id) from registry.sync_run as r where r.known_at <= at), 0);
comment on function registry.run_at is 'The last run that had ended by a time; 0: none had';
