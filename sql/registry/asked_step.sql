-- Holds steps of records, written by earlier runs, of which is asked what speaks for them.
create temporary table asked_step (
    record_id bigint not null,
    valid_from date not null
) on commit drop
