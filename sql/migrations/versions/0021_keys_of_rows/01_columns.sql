create function registry.record_key(
    kind text,
    source text,
    source_key text,
    is_trusted boolean,
    list text,
    nama text,
    tanggal_lahir date
) returns bigint
language sql stable parallel safe
return registry.record_id(
    kind || ' ' || case
        when is_trusted and source_key is not null then 'key ' || source_key
        else concat_ws('/', source, list, upper(nama), tanggal_lahir)
    end,
    1
);
comment on function registry.record_key is
'The number of the first record that a row can be: by its source key, or where that is missing or names several rows by its list, name and birth date';

alter table staging.person
add column record_key bigint,
add column content_fingerprint bigint;
alter table staging.family
add column record_key bigint,
add column content_fingerprint bigint;

comment on column staging.person.record_key is
'The number of the first source record that the row can be; rows of a month that share it are numbered on from it';
comment on column staging.person.content_fingerprint is
'60 bits of all that the row says: equal where a later month says the same';
comment on column staging.family.record_key is
'The number of the first source record that the row can be; rows of a month that share it are numbered on from it';
comment on column staging.family.content_fingerprint is
'60 bits of all that the row says: equal where a later month says the same';
