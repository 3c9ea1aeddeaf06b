create table registry.membership_version (
    person_id integer not null,
    valid_from date not null,
    known_from integer not null,
    known_to integer,
    family_id integer,
    is_in_p3ke boolean,
    is_in_dtks boolean,
    is_head boolean,
    village_code_kemendagri text,
    relation text,
    check (known_to > known_from),
    check ((village_code_kemendagri is not null) = coalesce(is_in_p3ke or is_in_dtks, false))
);
create unique index membership_version_known
on registry.membership_version (person_id, valid_from) where known_to is null;
create index membership_version_withdrawn
on registry.membership_version (person_id, valid_from) where known_to is not null;
comment on table registry.membership_version is
'Where a person is counted, by which sources, and in which family: one row per change, true from its month until the next row''s';
comment on column registry.membership_version.valid_from is
'Month from which it is true, until the next row of the person';
comment on column registry.membership_version.known_from is 'Run that brought it';
comment on column registry.membership_version.known_to is
'Run that withdrew it; null: as known now';
comment on column registry.membership_version.family_id is
'The family by the freshest list on which the person stands; null: on none';
comment on column registry.membership_version.is_in_p3ke is 'Listed in P3KE';
comment on column registry.membership_version.is_in_dtks is
'Listed in DTKS; null in all columns: the person is not listed from this month on';
comment on column registry.membership_version.is_head is 'Head of the family by that list';
comment on column registry.membership_version.village_code_kemendagri is
'The village in which the person is counted; null where not listed';
comment on column registry.membership_version.relation is
'Relation to the head by that list: a code of hubungan; null: not stated';

create table registry.family_version (
    family_id integer not null,
    valid_from date not null,
    known_from integer not null,
    known_to integer,
    head_person_id integer,
    persons smallint,
    is_in_p3ke boolean,
    is_in_dtks boolean,
    village_code_kemendagri text,
    check (known_to > known_from),
    check ((village_code_kemendagri is not null) = coalesce(is_in_p3ke or is_in_dtks, false))
);
create unique index family_version_known
on registry.family_version (family_id, valid_from) where known_to is null;
create index family_version_withdrawn
on registry.family_version (family_id, valid_from) where known_to is not null;
comment on table registry.family_version is
'Where a family is counted and by which sources: one row per change, true from its month until the next row''s';
comment on column registry.family_version.valid_from is
'Month from which it is true, until the next row of the family';
comment on column registry.family_version.known_from is 'Run that brought it';
comment on column registry.family_version.known_to is 'Run that withdrew it; null: as known now';
comment on column registry.family_version.head_person_id is
'The head by its freshest list that names one; null: none does';
comment on column registry.family_version.persons is 'People on its lists';
comment on column registry.family_version.is_in_p3ke is 'A P3KE list of the family stands';
comment on column registry.family_version.is_in_dtks is 'A DTKS family card of the family stands';
comment on column registry.family_version.village_code_kemendagri is
'The village in which the family is counted; null where no list of it stands';

create view registry.membership as
select
    m.person_id,
    m.family_id,
    m.is_head,
    m.relation,
    m.valid_from as since,
    m.next_from as until,
    r.known_at
from (
    select
        v.*,
        lead(v.valid_from) over (partition by v.person_id order by v.valid_from) as next_from
    from registry.membership_version as v
    where v.known_to is null
) as m
left join registry.sync_run as r on m.known_from = r.run_id
where m.family_id is not null;
comment on view registry.membership is
'Who belongs to which family from which month until which, as known now';
comment on column registry.membership.until is 'First month in which it is so no more; null: it is';
comment on column registry.membership.known_at is 'When we came to know it';

create table registry.finding (
    period date not null,
    kind text not null check (
        kind in (
            'person_in_two_families', 'family_in_two_villages', 'one_person_leftover',
            'head_without_family_row', 'family_row_without_persons'
        )
    ),
    family_id integer not null,
    person_id integer,
    village_code_kemendagri text not null
);
create unique index on registry.finding (period, kind, family_id, coalesce(person_id, 0));
comment on table registry.finding is
'What is odd about families of a month, as known when it was synced: to look at, no error';
comment on column registry.finding.kind is
'person_in_two_families: stands on lists of this family and of another; family_in_two_villages: its lists stand in several; one_person_leftover: a list of one who belongs to another family; head_without_family_row: people of a P3KE family without its row; family_row_without_persons: the row without its people';
comment on column registry.finding.village_code_kemendagri is 'Where the family is counted';
