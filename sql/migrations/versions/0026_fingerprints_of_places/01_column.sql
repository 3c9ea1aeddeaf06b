alter table linkage.row_node
add column content_fingerprint bigint;
comment on column linkage.row_node.content_fingerprint is
'The number of what the row said when it was placed, all columns; null: placed before this was kept';
