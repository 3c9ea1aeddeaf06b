do $$
declare
    reader record;
begin
    for reader in select * from record_reader order by place loop
        execute reader.definition;
        execute format('comment on %s %s is %L', reader.kind, reader.name, reader.meaning);
    end loop;
    for reader in select * from record_reader_column where meaning is not null loop
        execute format('comment on column %s.%I is %L', reader.name, reader.attname, reader.meaning);
    end loop;
end
$$;
