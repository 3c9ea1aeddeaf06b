-- People of a village whom a later drop repeats of an earlier one: by source key where it is
-- trusted, else by name and birth date, else by a NIK that is one person's in each. Only the given
-- villages.
with candidates as materialized (
    select
        drop_id,
        village_code_kemendagri as village_code,
        row_id,
        case when not key_is_shared then source_key end as source_key,
        upper(nama) || ' ' || coalesce(chosen_date, as_read) as name_and_date,
        nik,
        count(*) over (partition by drop_id, village_code_kemendagri, nik) as rows_of_nik
    from {checked}
    where village_code_kemendagri = any(:villages) and row_issue is null
),

pairs as (
    select
        a.village_code,
        a.drop_id as earlier,
        b.drop_id as later,
        a.row_id
    from candidates as a
    inner join candidates as b
        on
            a.village_code = b.village_code
            and a.source_key = b.source_key
            and a.drop_id < b.drop_id
    union
    select
        a.village_code,
        a.drop_id as earlier,
        b.drop_id as later,
        a.row_id
    from candidates as a
    inner join candidates as b
        on
            a.village_code = b.village_code
            and a.name_and_date = b.name_and_date
            and a.drop_id < b.drop_id
    union
    -- A head's NIK that was copied to the members says nothing.
    select
        a.village_code,
        a.drop_id as earlier,
        b.drop_id as later,
        a.row_id
    from candidates as a
    inner join candidates as b
        on
            a.village_code = b.village_code
            and a.nik = b.nik
            and a.drop_id < b.drop_id
    where a.rows_of_nik = 1 and b.rows_of_nik = 1
)

select
    village_code,
    earlier,
    later,
    count(*) as people
from pairs
group by village_code, earlier, later
