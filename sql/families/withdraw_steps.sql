-- Steps of those touched that we know better now. Reads pg_temp.fresh_step, {touched}.
update {version} as v
set known_to = :run
where
    v.known_to is null
    and v.{key} in (select {key} from {touched})
    and not exists (
        select
        from pg_temp.fresh_step as f
        where
            v.{key} = f.{key}
            and v.valid_from = f.valid_from
            and row({known}) is not distinct from row({fresh})
    )
