create table linkage.review (
    left_node_id integer not null,
    right_node_id integer not null,
    kind text not null check (kind in ('join', 'part')),
    left_cluster_id integer not null,
    right_cluster_id integer not null,
    levels text not null,
    weight double precision not null,
    weight_between double precision not null,
    counts_changed integer not null,
    settles integer not null,
    contradicts_decision_id integer references linkage.decision,
    model_version text not null,
    primary key (left_node_id, right_node_id),
    check (left_node_id < right_node_id)
);
comment on table linkage.review is
'Questions that people should answer now, one for each pair of clusters (or parts of one) that a weight in the review band leaves open; written anew by each run of the linkage that changes anything';
comment on column linkage.review.kind is
'join: two persons now, an answer "same" makes them one; part: one person now, "different" makes two';
comment on column linkage.review.left_cluster_id is 'Cluster of the left node, as in linkage.cluster';
comment on column linkage.review.right_cluster_id is 'Cluster of the right node; equal to the left in a part';
comment on column linkage.review.levels is 'Levels of the pair that tells most, as in linkage.pair';
comment on column linkage.review.weight is
'Weight of the pair that tells most: of all pairs between the two clusters or parts the heaviest; nats';
comment on column linkage.review.weight_between is
'Sum of clipped weights between the two clusters or parts, less the threshold: what clustering weighed; nats';
comment on column linkage.review.counts_changed is
'Published counts that the other answer changes: months x (each source, both, any)';
comment on column linkage.review.settles is
'Open questions about either of the two clusters, this one included';
comment on column linkage.review.contradicts_decision_id is
'An earlier decision that the evidence of now speaks against; null for a new question';
