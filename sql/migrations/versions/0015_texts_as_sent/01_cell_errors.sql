create function staging.is_cell_error(value text) returns boolean
language sql immutable parallel safe
-- Hardly any text has either: looked for first, which costs a fifth of the expression.
return (value like '%#%' or value like '%Err:%')
and value ~ '^\s*(#(REF|N/A|VALUE|NAME|DIV/0|NULL|NUM|ERROR|SPILL|CALC|FIELD|GETTING_DATA|BLOCKED|CONNECT|UNKNOWN|BUSY)[!?]?|Err:\d{3})';
comment on function staging.is_cell_error is
'Whether a text is what a spreadsheet shows where a formula failed: Excel, its successors, LibreOffice';
