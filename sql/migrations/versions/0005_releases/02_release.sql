-- A release is one state of one month's tables. It never changes; a newer one stands before it.
create schema release;
comment on schema release is 'All releases of the tables of mart and mart_public, by number';
create schema mart_public;
comment on schema mart_public is 'Counts that give nobody away: safe for anyone to read';
create schema disclosure;
comment on schema disclosure is 'What the protection of public counts remembers; for engineers only';

create table mart.release (
    release_no integer primary key generated always as identity,
    period date not null check (extract(day from period) = 1),
    released_at timestamptz not null default transaction_timestamp(),
    code_version text not null,
    model_version text,
    accepted_reason text,
    withdrawn_at timestamptz,
    withdrawn_reason text,
    check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index on mart.release (period, release_no);
comment on table mart.release is
'Releases: every state of a month''s tables that was ever published, newest last';
comment on column mart.release.release_no is 'Number of the release; never used twice';
comment on column mart.release.period is 'The month that its tables are about, its first day';
comment on column mart.release.released_at is 'When it became readable';
comment on column mart.release.code_version is 'The commit of Padan that computed it';
comment on column mart.release.model_version is
'The linkage model that the people stand on; null: no linkage had run';
comment on column mart.release.accepted_reason is
'Why a change beyond the limits was let pass; null: it was within them';
comment on column mart.release.withdrawn_at is 'When it was withdrawn; null: it stands';
comment on column mart.release.withdrawn_reason is 'Why it was withdrawn; null: it stands';

create view mart.current_release as
select distinct on (period) release_no, period
from mart.release
where withdrawn_at is null
order by period asc, release_no desc;
comment on view mart.current_release is 'The release of each month that readers see';
comment on column mart.current_release.release_no is 'Number of the release';
comment on column mart.current_release.period is 'The month';

-- What was published before there were releases is each month's first.
insert into mart.release (period, code_version)
select period, 'before releases'
from mart.village_population_monthly
group by period
order by period;
