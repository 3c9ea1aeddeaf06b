create table ops.linkage_drift (
    period date not null,
    kind text not null,
    statement text not null,
    level text not null,
    model_version text not null,
    cases integer not null check (cases >= 0),
    primary key (period, kind, statement, level)
);
comment on table ops.linkage_drift is
'How often a month''s rows agreed, level by level, as its last link saw it; held against the model';
comment on column ops.linkage_drift.kind is
'Sources of the pairs: dtks+p3ke, dtks+dtks; one name alone: rows of that source by themselves';
comment on column ops.linkage_drift.statement is
'A comparison, in pairs that are rather one person; band: of weight, but for surely two; itself: rows';
comment on column ops.linkage_drift.level is
'Level of the comparison, MISSING where a value is; band; LINKABLE or UNLINKABLE';
comment on column ops.linkage_drift.cases is 'Pairs of nodes; of rows alone, nodes of a sample';
