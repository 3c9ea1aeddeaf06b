-- Holds the steps of the touched that are to be written: what is said in a row, or absence.
create temporary table missing_step (
    record_id bigint not null,
    valid_from date not null,
    row_id bigint,
    node_id integer,
    village_code_kemendagri text not null,
    hash bigint
) on commit drop
