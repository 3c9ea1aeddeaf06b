-- Holds the steps of the touched that we know better now.
create temporary table withdrawn_step (
    record_id bigint not null,
    valid_from date not null
) on commit drop
