-- What is staged already, told as sync told it until now: by the columns that the registry keeps too.
do $$
declare
    kind text;
    said text;
begin
    foreach kind in array array['person', 'family'] loop
        select string_agg('s.' || a.attname, ', ' order by a.attnum) into said
        from pg_attribute as a
        inner join pg_attribute as b on a.attname = b.attname
        where
            a.attrelid = cast(format('registry.source_%s_version', kind) as regclass)
            and b.attrelid = cast('staging.' || kind as regclass)
            and a.attnum > 0
            and b.attnum > 0
            and not a.attisdropped;
        execute format(
            'update staging.%1$s as s set '
            'record_key = registry.record_key(''%1$s'', s.source, s.source_key, '
            's.source_key_is_trusted, %2$s, s.nama, s.tanggal_lahir), '
            'content_fingerprint = registry.fingerprint(row(%3$s, s.source_key)::text)',
            kind,
            case kind
                when 'person' then 'coalesce(s.no_kk, s.source_family_id, s.village_code_kemendagri)'
                else 'coalesce(s.source_family_id, s.village_code_kemendagri)'
            end,
            said
        );
    end loop;
end
$$;

-- Writes the tables anew, without what the update left behind.
alter table staging.person
alter column content_fingerprint type bigint using content_fingerprint + 0;
alter table staging.family
alter column content_fingerprint type bigint using content_fingerprint + 0;

alter table staging.person
alter column record_key set not null,
alter column content_fingerprint set not null;
alter table staging.family
alter column record_key set not null,
alter column content_fingerprint set not null;
