-- Rows that left staging, or were staged anew with other content, lose their node.
delete from linkage.row_node
where period = :period and row_id = any(:row_ids)
