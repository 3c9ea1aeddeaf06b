-- A decision with the evidence that was seen; it binds from the next run of the linkage on.
insert into linkage.decision (
    left_node_id, right_node_id, left_content_hash, right_content_hash,
    verdict, reviewer, note, seen_levels, seen_weight, seen_model_version
)
values (
    :left, :right, :left_content_hash, :right_content_hash,
    :verdict, :reviewer, :note, :levels, :weight, :model_version
)
returning decision_id
