-- Compatibility forms (full-width digits, thin and hard spaces) become plain ones; Arabic digits,
-- dashes of a word processor and marks that show nothing are read too.
create or replace function staging.bare_number(value text) returns text
language sql immutable parallel safe
return translate(
    case
        when translate(value, '''`" .-', '') ~ '^[0-9]*$' then value
        else regexp_replace(upper(normalize(value, nfkc)), '^\W*(NO\W*)?(NIK|KK|KTP)\W*', '')
    end,
    'OILSB' || '٠١٢٣٤٥٦٧٨٩' || '۰۱۲۳۴۵۶۷۸۹'
    || ' .-''’‘“”´`"_,/:;*' || chr(9) || chr(10) || chr(13) || chr(173) || chr(1564)
    || chr(8203) || chr(8204) || chr(8205) || chr(8206) || chr(8207) || chr(8208) || chr(8210)
    || chr(8211) || chr(8212) || chr(8213) || chr(8722) || chr(8234) || chr(8236) || chr(8237)
    || chr(8288) || chr(8294) || chr(8297) || chr(65279),
    '01158' || '0123456789' || '0123456789'
);

create or replace function staging.number_issue(value text, is_number_cell boolean) returns text
language sql immutable parallel safe
return case
    when value is null then 'blank'
    when value = repeat(left(value, 1), 16) and value ~ '^\d' then 'malformed'
    when value ~ '^[1-9][0-9]{15}$' and not is_number_cell then null
    when staging.is_cell_error(value) then 'cell_error'
    -- Written as 6402…0001.0 it went through a number on its way here.
    when is_number_cell or value ~ '^\s*''?[1-9][0-9]{15}[.,]0+\s*$' then 'digit_lost'
    when value ~ '^\s*''?[0-9]+([.,][0-9]+)?\s*[eE]\s*\+?[0-9]+\s*$' then 'scientific'
    -- The usual repair, told in a tenth of the time.
    when translate(value, '''`" .-', '') ~ '^[1-9][0-9]{15}$' then 'repaired'
    -- A filler, or words that say that there is none.
    when
        staging.bare_number(value) in ('', '0')
        or value ~* '^\W*(null|none|nihil|n/?a|kosong|(tidak|tdk|belum|blm)\y\D*)\W*$'
        then 'blank'
    when staging.bare_number(value) ~ '^[1-9][0-9]{15}$' then 'repaired'
    else 'malformed'
end;

create function staging.first_15_digits(value text) returns text
language sql immutable parallel safe
return case
    when
        staging.is_possible_nik(
            substring(value from '^\D*([1-9][0-9]{14})[0-9](?:[.,]0+)?\D*$') || '1'
        )
        then substring(value from '^\D*([1-9][0-9]{14})[0-9](?:[.,]0+)?\D*$')
end;
comment on function staging.first_15_digits is
'What a number cell kept of a NIK; null where it kept less: 6402990000000000 was 6,40299E+15 and is of anybody';
