create view registry.counted_step as
select
    'person' as entity,
    m.person_id as id,
    m.valid_from,
    m.known_from,
    m.known_to,
    m.is_in_p3ke,
    m.is_in_dtks,
    m.village_code_kemendagri
from registry.membership_version as m
union all
select
    'family' as entity,
    f.family_id as id,
    f.valid_from,
    f.known_from,
    f.known_to,
    f.is_in_p3ke,
    f.is_in_dtks,
    f.village_code_kemendagri
from registry.family_version as f;
comment on view registry.counted_step is
'Where persons and families are counted and by which sources, from which month on: what the books move by';

create table registry.book_opening (
    period date primary key,
    opening_period date,
    opening_run integer not null
);
comment on table registry.book_opening is
'What the books of a month open with: the closing of the month before, as it stood when this month was first closed';
comment on column registry.book_opening.opening_period is
'The month before; null: there is none, the books open with nobody';
comment on column registry.book_opening.opening_run is
'Run after which that closing was known; what is known better since is corrected, merged, split';

create table registry.book_closing (
    period date not null,
    run_id integer not null,
    entity text not null check (entity in ('person', 'family')),
    source text not null check (source in ('p3ke', 'dtks', 'any')),
    village_code_kemendagri text not null,
    closing integer not null,
    primary key (period, run_id, entity, source, village_code_kemendagri)
);
comment on table registry.book_closing is
'Persons and families of each village and source at the end of a month, counted over all, as each run left it';
comment on column registry.book_closing.closing is 'Persons or families, by entity; villages with none have no row';

create table registry.book (
    period date not null,
    entity text not null check (entity in ('person', 'family')),
    source text not null check (source in ('p3ke', 'dtks', 'any')),
    village_code_kemendagri text not null,
    opening integer not null,
    split integer not null,
    merged integer not null,
    corrected integer not null,
    known_opening integer not null,
    new integer not null,
    returned integer not null,
    moved_in integer not null,
    moved_out integer not null,
    dropped integer not null,
    closing integer not null,
    difference integer not null,
    primary key (period, entity, source, village_code_kemendagri)
);
comment on table registry.book is
'The books: persons and families of each village and source from one month to the next, as last closed';
comment on column registry.book.opening is 'Closing of the month before, as it was stored then';
comment on column registry.book.split is
'Known since: one id was two; came or went by ids that parted or returned';
comment on column registry.book.merged is 'Known since: two ids were one';
comment on column registry.book.corrected is
'Known since: they were listed, or were not, or elsewhere, by a late or corrected drop';
comment on column registry.book.known_opening is
'Opening as known now: opening + split + merged + corrected';
comment on column registry.book.new is 'Not listed in any month before';
comment on column registry.book.returned is 'Listed in a month before, not in the last';
comment on column registry.book.moved_in is 'Counted in another village before';
comment on column registry.book.moved_out is 'Counted in another village now; negative';
comment on column registry.book.dropped is 'Not listed any more by the source; negative';
comment on column registry.book.closing is 'Counted over all that stands at the end of the month';
comment on column registry.book.difference is
'Closing less known opening and movements; anything but 0 stops publication';

create table registry.book_row_check (
    period date not null,
    source text not null,
    village_code_kemendagri text not null,
    staged_rows integer not null,
    standing_rows integer not null,
    primary key (period, source, village_code_kemendagri)
);
comment on table registry.book_row_check is
'Villages delivered as a whole whose staged rows are not the rows that stand in the registry: none when all is well';
comment on column registry.book_row_check.staged_rows is 'Person rows staged of the month';
comment on column registry.book_row_check.standing_rows is
'Source records of persons that are present in the village in the month';
