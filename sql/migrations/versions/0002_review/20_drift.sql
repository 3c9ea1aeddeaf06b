create table ops.linkage_drift (
    period date not null,
    kind text not null check (kind in ('across', 'within', 'alone')),
    statement text not null,
    level text not null,
    model_version text not null,
    cases integer not null check (cases >= 0),
    primary key (period, kind, statement, level)
);
comment on table ops.linkage_drift is
'How often a month''s rows agreed, level by level, as its last link saw it; held against the model';
comment on column ops.linkage_drift.kind is
'across: pairs of two sources; within: pairs of one source and month; alone: rows by themselves';
comment on column ops.linkage_drift.statement is
'A comparison, seen in pairs that are rather one person; band: of weight, all pairs kept; a source: its rows alone';
comment on column ops.linkage_drift.level is
'Level of the comparison, MISSING where a value is; band; LINKABLE or UNLINKABLE';
comment on column ops.linkage_drift.cases is 'Pairs of nodes; of rows alone, nodes of a sample';
