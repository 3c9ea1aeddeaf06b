create table registry.identity_run (
    entity text not null check (entity in ('person', 'family')),
    run_id integer not null references registry.sync_run,
    first_id integer not null,
    last_id integer not null,
    model_version text,
    primary key (entity, run_id)
);
comment on table registry.identity_run is
'Runs in which ids were minted or changed their meaning; ids are counted, so a run mints a range';
comment on column registry.identity_run.last_id is 'Less than first_id where none was minted';

create table registry.identity_change (
    change_id integer primary key generated always as identity,
    entity text not null check (entity in ('person', 'family')),
    run_id integer not null,
    kind text not null
    check (kind in ('split', 'merged', 'redirected', 'returned', 'retired', 'transferred')),
    id integer not null,
    from_id integer,
    to_id integer,
    reason text not null check (reason in ('decision', 'model', 'withdrawal', 'evidence')),
    decision_id integer,
    foreign key (entity, run_id) references registry.identity_run
);
create index on registry.identity_change (entity, id);
comment on table registry.identity_change is
'What became of ids after they were minted; registry.identity_event shows it with the minting';

create table registry.retired_id (
    entity text not null check (entity in ('person', 'family')),
    id integer not null,
    successor_id integer,
    primary key (entity, id)
);
comment on table registry.retired_id is
'Ids that stand for nobody by themselves now; the others stand for themselves';
comment on column registry.retired_id.successor_id is
'Whom the id means today, an id that is not retired; null: no row of theirs stands any more';

create view registry.identity_founder as
select 'person' as entity, p.person_id as id, p.founder_node_id as founder_unit_id
from registry.person as p
union all
select 'family' as entity, f.family_id as id, f.founder_list_id as founder_unit_id
from registry.family as f;
comment on view registry.identity_founder is
'For which unit each id was made: a person''s for a node, a family''s for a list';

create view registry.identity_unit as
select 'person' as entity, i.node_id as unit_id, i.person_id as id
from registry.identity as i
union all
select 'family' as entity, l.list_id as unit_id, l.family_id as id
from registry.family_list as l
where l.family_id is not null;
comment on view registry.identity_unit is 'Which id each node and each family list has, as known now';

create view registry.identity_event as
select
    r.entity,
    r.run_id,
    s.known_at,
    s.period,
    'minted' as kind,
    f.id,
    cast(null as integer) as from_id,
    f.id as to_id,
    'evidence' as reason,
    r.model_version,
    cast(null as integer) as decision_id
from registry.identity_run as r
inner join registry.sync_run as s on r.run_id = s.run_id
inner join registry.identity_founder as f
    on r.entity = f.entity and f.id between r.first_id and r.last_id
union all
select
    c.entity,
    c.run_id,
    s.known_at,
    s.period,
    c.kind,
    c.id,
    c.from_id,
    c.to_id,
    c.reason,
    r.model_version,
    c.decision_id
from registry.identity_change as c
inner join registry.identity_run as r on c.entity = r.entity and c.run_id = r.run_id
inner join registry.sync_run as s on c.run_id = s.run_id;
comment on view registry.identity_event is
'All that ever happened to ids of persons and families: replayed in order of runs it gives who each id is today';
comment on column registry.identity_event.entity is 'person or family';
comment on column registry.identity_event.run_id is 'Run of sync that saw it';
comment on column registry.identity_event.known_at is 'Time of that run';
comment on column registry.identity_event.period is 'Month for which that run was called';
comment on column registry.identity_event.kind is
'minted; split: minted out of from_id; merged: means to_id from now on; redirected: what it was merged into means another; returned: means itself again; retired: nothing of it stands; transferred: rows went from one standing id to another';
comment on column registry.identity_event.id is 'The id that the event is about';
comment on column registry.identity_event.from_id is
'Whom it meant before; of a split and a transfer, whose rows they were';
comment on column registry.identity_event.to_id is
'Whom it means from now on; null: nobody; of a transfer, whose rows they are now';
comment on column registry.identity_event.reason is
'decision: of a person; model: another model version; withdrawal: rows left; else evidence';
comment on column registry.identity_event.model_version is 'Linkage model of the run';
comment on column registry.identity_event.decision_id is 'See linkage.decision';

create view registry.identity_history as
select
    e.entity,
    e.id,
    e.to_id as current_id,
    e.known_at as known_from,
    lead(e.known_at) over (partition by e.entity, e.id order by e.run_id) as known_to
from registry.identity_event as e
where e.kind in ('minted', 'merged', 'redirected', 'returned', 'retired');
comment on view registry.identity_history is
'Whom each id meant and when: translates any id ever given to the id of any time';
comment on column registry.identity_history.current_id is
'The id that stood for the same in that time; null: nobody';
comment on column registry.identity_history.known_to is 'null: as known now';

create view registry.person_today as
select
    p.person_id,
    case when r.id is null then p.person_id else r.successor_id end as current_person_id
from registry.person as p
left join registry.retired_id as r on r.entity = 'person' and p.person_id = r.id;
comment on view registry.person_today is
'Every person id ever given and the one that stands for the same person today';
comment on column registry.person_today.current_person_id is
'null: no row of the person stands any more';

create view registry.family_today as
select
    f.family_id,
    case when r.id is null then f.family_id else r.successor_id end as current_family_id
from registry.family as f
left join registry.retired_id as r on r.entity = 'family' and f.family_id = r.id;
comment on view registry.family_today is
'Every family id ever given and the one that stands for the same family today';
comment on column registry.family_today.current_family_id is
'null: no row of the family stands any more';
