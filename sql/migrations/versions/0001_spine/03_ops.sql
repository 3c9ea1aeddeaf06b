create table ops.drop (
    drop_id integer primary key,
    period date not null check (extract(day from period) = 1),
    source text not null,
    file_name text not null,
    sha256 text not null,
    size_bytes bigint not null,
    modified_at timestamptz not null,
    received_at timestamptz not null default transaction_timestamp(),
    archive_name text not null,
    kind text,
    state text not null default 'received'
    check (state in ('received', 'loaded', 'accepted', 'refused', 'repeated', 'withdrawn')),
    data_rows integer,
    loaded_rows integer,
    refused_rows integer,
    staged_rows integer,
    set_aside_rows integer,
    superseded_rows integer,
    flagged_rows integer,
    staged_with text,
    tried_with text,
    content_hash text,
    repeats_drop_id integer references ops.drop,
    unchanged_since date,
    refusal_code text,
    problem text,
    remedy text,
    message_id text,
    refusal_sheet text,
    refusal_row integer,
    refusal_column text,
    report jsonb not null default '[]',
    withdrawn_reason text,
    unique (file_name, sha256)
);
create index on ops.drop (period, source);
comment on table ops.drop is 'One row per file (or file in a ZIP) and content that was received';
comment on column ops.drop.file_name is 'Relative to the landing folder; in a ZIP after a slash';
comment on column ops.drop.data_rows is 'Rows of the file without titles, headers and empty rows';
comment on column ops.drop.tried_with is 'Fingerprint of contract and suites at the last decision';
comment on column ops.drop.staged_with is 'The same when its rows were staged; null: not yet staged';
comment on column ops.drop.unchanged_since is 'Same bytes were delivered in this earlier period';
comment on column ops.drop.report is 'Things to know that refuse nothing: a list of code and text';

create table ops.sheet (
    drop_id integer not null references ops.drop,
    sheet_no smallint not null,
    sheet_name text not null,
    kind text,
    layout text,
    header_row integer,
    data_rows integer not null default 0,
    not_read_reason text,
    primary key (drop_id, sheet_no)
);
comment on table ops.sheet is 'Every sheet of a drop: what it was read as, or why it was not';

create table ops.delivery (
    period date not null,
    source text not null,
    kind text not null,
    village_code_kemendagri text not null,
    drop_id integer not null references ops.drop,
    relation text not null check (relation in ('first', 'replaces', 'adds')),
    people integer not null,
    people_came integer not null,
    people_went integer not null,
    superseded_by integer references ops.drop,
    primary key (period, source, kind, village_code_kemendagri, drop_id)
);
comment on table ops.delivery is
'Which drop delivered which village, and whether a later one replaced it as a whole';

create table ops.run (
    run_id integer primary key generated always as identity,
    period date,
    command text not null,
    code_version text not null,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    outcome text
);

create table ops.step (
    step_id integer primary key generated always as identity,
    run_id integer references ops.run,
    period date not null,
    step text not null,
    started_at timestamptz not null,
    seconds double precision not null,
    rows integer,
    details jsonb not null default '{}'
);

create table ops.validation (
    period date not null,
    source text not null,
    layout text not null,
    rule text not null,
    severity text not null,
    outcome text not null,
    evaluated_rows integer not null,
    unexpected_rows integer not null,
    is_met boolean not null,
    validated_at timestamptz not null default transaction_timestamp(),
    primary key (period, source, layout, rule)
);
comment on table ops.validation is 'What the suites found last, in counts; never a value';

create table ops.audit (
    audit_id integer primary key generated always as identity,
    at timestamptz not null default clock_timestamp(),
    actor text not null,
    action text not null,
    subject text not null,
    reason text
);

create function ops.ensure_partition(parent text, of_period date) returns void
language plpgsql as $$
begin
    -- Looked up first: creating takes a lock on the parent that other periods would wait for.
    if to_regclass(parent || to_char(of_period, '"_"YYYYMM')) is null then
        execute format(
            'create table if not exists %s%s partition of %s for values in (%L)',
            parent, to_char(of_period, '"_"YYYYMM'), parent, of_period
        );
    end if;
end
$$;
comment on function ops.ensure_partition is 'Creates the partition of a month if it is missing';

create table ops.stale_period (
    period date primary key
);
comment on table ops.stale_period is
'Months to publish again: a later linkage merged or parted people who stand in them';
