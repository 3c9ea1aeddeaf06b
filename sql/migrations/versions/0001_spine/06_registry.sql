create table registry.person (
    person_id integer primary key,
    founder_node_id integer not null unique,
    first_period date not null
);
comment on table registry.person is
'One id per person, for ever; it belongs to the node for which it was made (founder rule)';

create table registry.identity (
    node_id integer primary key,
    person_id integer not null references registry.person
);
comment on table registry.identity is 'Which person each node is, as known now';
create index on registry.identity (person_id);

create table registry.coverage (
    period date not null,
    source text not null,
    kind text not null,
    village_code_kemendagri text not null,
    delivered_period date not null,
    is_base boolean not null,
    primary key (period, source, kind, village_code_kemendagri, delivered_period)
);
comment on table registry.coverage is
'Which delivery of a village stands in which period: its last whole one, and parts since';

create view registry.standing_person as
select
    c.period as standing_period,
    p.*,
    i.person_id
from registry.coverage as c
inner join staging.person as p
    on
        c.delivered_period = p.period
        and c.source = p.source
        and c.village_code_kemendagri = p.village_code_kemendagri
inner join linkage.row_node as rn
    on p.period = rn.period and p.row_id = rn.row_id
inner join registry.identity as i on rn.node_id = i.node_id
where c.kind = 'person';
comment on view registry.standing_person is
'Person rows that stand in a period, carried forward where a village was not delivered';

create view registry.standing_family as
select
    c.period as standing_period,
    f.*
from registry.coverage as c
inner join staging.family as f
    on
        c.delivered_period = f.period
        and c.source = f.source
        and c.village_code_kemendagri = f.village_code_kemendagri
where c.kind = 'family';
comment on view registry.standing_family is
'Family rows that stand in a period, carried forward where a village was not delivered';
