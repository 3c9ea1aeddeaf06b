-- A column of ids with a gap in it is one of floating numbers to pandas: 100000001.0; and a leading apostrophe
-- tells Excel that digits are text. Neither is part of an id. Hardly an id is written so: looked for first.
create function staging.identifier_text(value text) returns text
language sql immutable parallel safe
return case
    when value like '%.0%' or ascii(btrim(value)) in (ascii(''''), ascii('`'), ascii('’'))
        then coalesce(substring(value from '^\s*[''`’]?(\d+)(?:\.0)?\s*$'), btrim(value))
    else btrim(value)
end;
comment on function staging.identifier_text is
'An id as sent, without white space; of digits alone, without an apostrophe before them or .0 behind';
