create table linkage.decision (
    decision_id integer primary key generated always as identity,
    left_node_id integer not null,
    right_node_id integer not null,
    left_content_hash uuid not null,
    right_content_hash uuid not null,
    verdict text not null check (verdict in ('same', 'different', 'unknown')),
    reviewer text not null check (reviewer <> ''),
    note text,
    decided_at timestamptz not null default transaction_timestamp(),
    seen_levels text,
    seen_weight double precision,
    seen_model_version text,
    undone_at timestamptz,
    undone_by text,
    is_taken_up boolean not null default false,
    check (left_node_id < right_node_id),
    check ((undone_at is null) = (undone_by is null))
);
create index on linkage.decision (left_node_id, right_node_id);
comment on table linkage.decision is
'What people said of two nodes: one person or two. Rows are never deleted; of several about one pair the newest that was not undone holds';
comment on column linkage.decision.left_node_id is 'Names the pair together with the right one';
comment on column linkage.decision.left_content_hash is
'What holds the decision to its side, whatever run or model comes: a wording has one hash for ever';
comment on column linkage.decision.right_content_hash is 'The same for the right side';
comment on column linkage.decision.verdict is
'same: the clusters of both are one person; different: no cluster holds both; unknown: do not ask again';
comment on column linkage.decision.seen_levels is
'Levels of the pair when it was decided, as in linkage.pair; null where it was never compared';
comment on column linkage.decision.seen_weight is 'Weight of the pair then, nats';
comment on column linkage.decision.seen_model_version is 'Model that gave them';
comment on column linkage.decision.undone_at is 'Set once by an undo; the row stays as history';
comment on column linkage.decision.is_taken_up is
'Whether a linkage run has seen it in its present state; an undo sets it back';
