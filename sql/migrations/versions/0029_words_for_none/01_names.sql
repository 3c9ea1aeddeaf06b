-- pandas writes nan and None, databases write \N, where there is no name. Spelled so only: NAN is a name.
create or replace function staging.name_text(value text) returns text
language sql immutable parallel safe
return case
    when value ~ '^[A-JLMO-SU-Za-jlmo-su-z][A-Za-z.,''/()-]*( [A-Za-z.,''/()-]+)*$' then value
    when staging.is_cell_error(value) then btrim(value)
    when
        value ~ '[^\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\ufeff]'
        and value !~* '^\W*(null|n/a|kosong|tidak ada|tanpa nama)\W*$'
        and value !~ '^\s*(nan|NaN|none|None|NONE|\\N)\s*$'
        then btrim(regexp_replace(value, '[\s\u00a0\u200b-\u200f\u202f\ufeff]+', ' ', 'g'))
end;
