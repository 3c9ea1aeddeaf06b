create table registry.family (
    family_id integer primary key,
    founder_list_id integer not null unique,
    first_period date not null
);
comment on table registry.family is
'One id per family, for ever; it belongs to the list for which it was made (founder rule)';
comment on column registry.family.founder_list_id is 'The family list for which the id was made';
comment on column registry.family.first_period is 'First month in which that list stood';

create table registry.family_list (
    list_id integer primary key,
    list text not null unique,
    family_id integer references registry.family,
    first_period date not null
);
create index on registry.family_list (family_id);
comment on table registry.family_list is
'What a source calls a family: a P3KE family id, a DTKS family card; and which family it is';
comment on column registry.family_list.list is
'Source and number, such as p3ke|123456789: the list of linkage.match_key';
comment on column registry.family_list.family_id is
'The family it is, as known now; null: nobody stands on it any more';
comment on column registry.family_list.first_period is 'The month whose sync first met it';

create table registry.list_person (
    list_id integer not null,
    person_id integer not null,
    is_parent boolean not null,
    is_dependant boolean not null,
    is_head boolean not null
);
comment on table registry.list_person is
'Who was ever on which family list, as known now: the evidence of which lists are one family';
comment on column registry.list_person.is_parent is 'Was its head, or the head''s spouse';
comment on column registry.list_person.is_dependant is 'Was anything else, or nothing known';

create view registry.family_identity as
select
    l.list_id,
    split_part(l.list, '|', 1) as source,
    l.list,
    l.family_id,
    l.first_period
from registry.family_list as l
where l.family_id is not null;
comment on view registry.family_identity is
'Which family list of which source is which family, as known now';
