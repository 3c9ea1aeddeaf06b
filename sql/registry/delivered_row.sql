-- Where rows of the months that are looked at are gathered, each known by its record.
create temporary table delivered_row (
    period date not null,
    row_id bigint not null,
    node_id integer,
    source text not null,
    village_code_kemendagri text not null,
    record_id bigint not null,
    hash bigint not null
) on commit drop
