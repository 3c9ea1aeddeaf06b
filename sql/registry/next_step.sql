-- Holds when steps of the touched people's records are followed by another: the few that are.
create temporary table next_step (
    record_id bigint not null,
    valid_from date not null,
    valid_to date not null
) on commit drop
