alter table registry.book
add column dead integer not null default 0,
add column refused integer not null default 0;
comment on column registry.book.dead is
'Not listed any more by the source, as its row says that they died; persons only, negative';
comment on column registry.book.refused is
'Not listed any more by the source, as its row says that it does not accept them; persons only, negative';
comment on column registry.book.dropped is
'Not listed any more by the source for no reason that it gives, or for another; negative';
comment on column registry.book_row_check.standing_rows is
'Source records of persons of which a row stands in the village in the month, present or not';

-- Of nobody was it told before.
alter table release.village_change_monthly
add column dead integer,
add column refused integer;
update release.village_change_monthly
set dead = 0, refused = 0
where dropped is not null;
create or replace view mart.village_change_monthly as
select
    t.period,
    t.village_code_kemendagri,
    t.figure,
    t.source,
    t.opening,
    t.split,
    t.merged,
    t.corrected,
    t.known_opening,
    t.new,
    t.returned,
    t.moved_in,
    t.moved_out,
    t.dropped,
    t.closing,
    t.as_of_p3ke,
    t.as_of_dtks,
    t.is_delivered,
    t.dead,
    t.refused
from release.village_change_monthly as t
inner join mart.current_release as r on t.release_no = r.release_no;
create or replace view mart.kecamatan_change_monthly as
select
    t.period,
    v.kecamatan_code_kemendagri,
    t.figure,
    t.source,
    cast(sum(t.opening) as integer) as opening,
    cast(sum(t.split) as integer) as split,
    cast(sum(t.merged) as integer) as merged,
    cast(sum(t.corrected) as integer) as corrected,
    cast(sum(t.known_opening) as integer) as known_opening,
    cast(sum(t.new) as integer) as new,
    cast(sum(t.returned) as integer) as returned,
    cast(sum(t.moved_in) as integer) as moved_in,
    cast(sum(t.moved_out) as integer) as moved_out,
    cast(sum(t.dropped) as integer) as dropped,
    cast(sum(t.closing) as integer) as closing,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered,
    cast(sum(t.dead) as integer) as dead,
    cast(sum(t.refused) as integer) as refused
from mart.village_change_monthly as t
inner join reference.village as v
    on t.village_code_kemendagri = v.village_code_kemendagri
group by t.period, v.kecamatan_code_kemendagri, t.figure, t.source;
create or replace view mart.regency_change_monthly as
select
    t.period,
    t.figure,
    t.source,
    cast(sum(t.opening) as integer) as opening,
    cast(sum(t.split) as integer) as split,
    cast(sum(t.merged) as integer) as merged,
    cast(sum(t.corrected) as integer) as corrected,
    cast(sum(t.known_opening) as integer) as known_opening,
    cast(sum(t.new) as integer) as new,
    cast(sum(t.returned) as integer) as returned,
    cast(sum(t.moved_in) as integer) as moved_in,
    cast(sum(t.moved_out) as integer) as moved_out,
    cast(sum(t.dropped) as integer) as dropped,
    cast(sum(t.closing) as integer) as closing,
    min(t.as_of_p3ke) as as_of_p3ke,
    min(t.as_of_dtks) as as_of_dtks,
    bool_and(t.is_delivered) as is_delivered,
    cast(sum(t.dead) as integer) as dead,
    cast(sum(t.refused) as integer) as refused
from mart.village_change_monthly as t
group by t.period, t.figure, t.source;
