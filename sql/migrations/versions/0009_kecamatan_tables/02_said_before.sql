-- What earlier releases of a month said, where a later one had another truth: a month that goes back
-- to what it was gets its first numbers again.
create table disclosure.said_before (
    said_no bigint generated always as identity,
    period date not null,
    area_code_kemendagri text not null,
    cell_id integer not null,
    truth integer not null,
    published integer not null,
    primary key (period, area_code_kemendagri, cell_id, truth)
);
comment on table disclosure.said_before is
'Numbers that earlier releases of a month gave to other true counts than the last one did';
comment on column disclosure.said_before.said_no is 'Order in which they were replaced';
comment on column disclosure.said_before.period is 'The month, its first day';
comment on column disclosure.said_before.area_code_kemendagri is
'Kemendagri code of the village or, where only kecamatan show a cell, of the kecamatan';
comment on column disclosure.said_before.cell_id is 'The cell; see release.public_cell';
comment on column disclosure.said_before.truth is 'The true count then';
comment on column disclosure.said_before.published is 'What was published for it';
