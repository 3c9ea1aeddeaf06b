-- What has no letter (`-`, a number) is no name, nor what says that there is none.
create function staging.name_text(value text) returns text
language sql immutable parallel safe
return case
    when staging.is_cell_error(value) then btrim(value)
    when
        value ~ '[^\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\ufeff]'
        and value !~* '^\W*(null|n/a|kosong|tidak ada|tanpa nama)\W*$'
        then btrim(regexp_replace(value, '[\s\u00a0\u200b-\u200f\u202f\ufeff]+', ' ', 'g'))
end;
comment on function staging.name_text is
'A name as sent with plain spaces; null where it names nobody. A cell error stays: its row is set aside';
