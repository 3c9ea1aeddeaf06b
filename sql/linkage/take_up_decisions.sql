-- All decisions, undone ones too, are in the clusters from now on.
update linkage.decision
set is_taken_up = true
where not is_taken_up
