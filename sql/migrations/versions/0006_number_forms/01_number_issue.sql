-- The same answers as before, the commonest first: a back reference costs more than all the rest.
create or replace function staging.number_issue(value text, is_number_cell boolean) returns text
language sql immutable parallel safe
return case
    when value is null then 'blank'
    when value = repeat(left(value, 1), 16) and value ~ '^\d' then 'malformed'
    when value ~ '^[1-9][0-9]{15}$' and not is_number_cell then null
    when value ~ '^\s*#(REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?' then 'cell_error'
    -- Written as 6402…0001.0 it went through a number on its way here.
    when is_number_cell or value ~ '^\s*''?[1-9][0-9]{15}[.,]0+\s*$' then 'digit_lost'
    when value ~ '^\s*''?[0-9]+([.,][0-9]+)?\s*[eE]\s*\+?[0-9]+\s*$' then 'scientific'
    when staging.bare_number(value) = '' then 'blank'
    when staging.bare_number(value) ~ '^[1-9][0-9]{15}$' then 'repaired'
    else 'malformed'
end;
