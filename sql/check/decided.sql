-- Decides dates and doubts over rows that were read: one row per raw row, with a name for all that is
-- wrong. Comes after one of sql/stage/<source>_<kind>.sql as the common table `reading`.
-- Rules of outcome (refuse, set aside, flag) are not here: they stand in the suites and see these
-- columns.
, with_century as (
    select
        r.*,
        cast(r.period + interval '1 month' - interval '1 day' as date) as period_end,
        -- A year of two digits is the latest one that is not after the period.
        case
            when
                r.has_two_digit_year
                and r.date_as_read + interval '100 years' < r.period + interval '1 month'
                then cast(r.date_as_read + interval '100 years' as date)
            else r.date_as_read
        end as as_read,
        case
            when
                r.has_two_digit_year
                and r.date_swapped + interval '100 years' < r.period + interval '1 month'
                then cast(r.date_swapped + interval '100 years' as date)
            else r.date_swapped
        end as other_order,
        staging.nik_date(r.nik) as nik_date,
        -- The century is not in a NIK: these are right for either.
        to_char(r.date_as_read, 'DDMMYY') as as_read_digits,
        to_char(r.date_swapped, 'DDMMYY') as other_order_digits
    from reading as r
    -- Computed once a row, without a copy of all rows.
    offset 0
),

-- How a file writes its dates shows whether Excel took day for month.
date_order as (
    select
        drop_id,
        count(*) filter (where date_style = 'month_first') as only_month_first,
        count(*) filter (
            where date_style = 'day_first' and extract(day from date_as_read) > 12
        ) as only_day_first,
        count(*) filter (
            where date_style = 'day_first' and extract(day from date_as_read) <= 12
        ) as either_order,
        count(*) filter (
            where date_style = 'year_first' and extract(day from date_as_read) > 12
        ) as cells_after_12,
        count(*) filter (where date_style = 'year_first') as cells
    from reading
    group by drop_id
),

drop_order as (
    select
        drop_id,
        -- Texts with days after the 12th only, date cells with days up to the 12th only: Excel
        -- turned into dates what it could, month first.
        only_day_first >= 3
        and either_order = 0
        and cells >= 3
        and cells_after_12 = 0 as cells_are_swapped,
        -- Every text that has one order only has the month first.
        only_month_first >= 3 and only_day_first = 0 as texts_are_swapped,
        only_month_first > 0 and only_day_first > 0 as texts_are_mixed
    from date_order
),

judged as (
    select
        c.*,
        coalesce(c.nik_date = c.as_read_digits, false) as nik_says_as_read,
        coalesce(c.nik_date = c.other_order_digits, false) as nik_says_other,
        case c.date_style
            when 'year_first' then o.cells_are_swapped
            when 'day_first' then o.texts_are_swapped
            else false
        end as file_says_other,
        c.date_style = 'day_first' and o.texts_are_mixed as is_order_doubtful
    from with_century as c
    inner join drop_order as o on c.drop_id = o.drop_id
),

chosen as (
    select
        j.*,
        case
            when j.as_read is null then null
            when j.nik_says_as_read then false
            when j.other_order is null then false
            when j.nik_says_other then true
            else j.file_says_other
        end as is_swapped
    from judged as j
),

dated as (
    select
        c.*,
        case when c.is_swapped then c.other_order else c.as_read end as chosen_date,
        case
            when c.nik_says_as_read or c.nik_says_other then null
            when c.is_swapped then c.as_read
            when c.is_order_doubtful then c.other_order
        end as alternative_date
    from chosen as c
),

-- Only rows that tell of somebody: a total row, or an official's name below the table, makes no file
-- named, and takes nothing from what all rows share.
readable as (
    select *
    from reading
    where
        (cell_marks is null or cell_marks !~ '\mrow:')
        and (
            nik_issue is distinct from 'blank'
            or tanggal_lahir_text is not null
            or place_issue is distinct from 'blank'
        )
),

per_drop as materialized (
    select
        drop_id,
        count(*) as drop_rows,
        count(nama) as drop_names,
        count(*) filter (where place_issue is distinct from 'blank') as drop_placed_rows,
        avg(case when is_other_regency then 1.0 else 0.0 end) as drop_other_regency_share,
        -- Of fewer than 20 rows a share tells nothing: a family that moved is one.
        case
            when count(*) >= 20
                then count(*) filter (where status_keberadaan <> 'ada') * 1.0 / count(*)
        end as drop_gone_share,
        count(*) >= 5
        and min(coalesce(nik, nik_first_15)) = max(coalesce(nik, nik_first_15))
        and count(coalesce(nik, nik_first_15)) = count(*)
        and min(upper(nama)) <> max(upper(nama)) as drop_has_one_nik
    from readable
    group by drop_id
),

-- How many of a file's people in a village are gone, as the file says: looked at only where it says so
-- of anybody.
gone_in_village as materialized (
    select
        r.drop_id,
        r.village_code_kemendagri,
        count(*) filter (where r.status_keberadaan <> 'ada') * 1.0 / count(*) as gone_share
    from readable as r
    inner join per_drop as p on r.drop_id = p.drop_id
    where p.drop_gone_share > 0 and r.village_code_kemendagri is not null
    group by r.drop_id, r.village_code_kemendagri
    having count(*) >= 20
),

-- Names are looked at only where there is more than one row: few numbers and keys are repeated.
repeated_niks as (
    select nik
    from reading
    where nik is not null
    group by nik
    having count(*) > 1
),

shared_niks as materialized (
    select r.nik
    from reading as r
    inner join repeated_niks as n on r.nik = n.nik
    group by r.nik
    having min(upper(split_part(r.nama, ' ', 1))) <> max(upper(split_part(r.nama, ' ', 1)))
),

repeated_keys as (
    select
        drop_id,
        source_key
    from reading
    where source_key is not null
    group by drop_id, source_key
    having count(*) > 1
),

-- One key on rows that differ in name, and that no date or NIK shows to be one person, is a key of
-- two people.
shared_keys as materialized (
    select
        r.drop_id,
        r.source_key
    from reading as r
    inner join repeated_keys as k on r.drop_id = k.drop_id and r.source_key = k.source_key
    group by r.drop_id, r.source_key
    having
        min(upper(r.nama)) <> max(upper(r.nama))
        and (
            min(r.date_as_read) <> max(r.date_as_read)
            or min(r.nik) <> max(r.nik)
            or (count(r.date_as_read) < count(*) and count(r.nik) < count(*))
        )
)

select
    d.*,
    case
        when d.tanggal_lahir_text is null then 'blank'
        when d.date_reading_issue is not null then d.date_reading_issue
        when d.chosen_date > d.period_end then 'after_period'
        when d.chosen_date < d.period - interval '120 years' then 'too_old'
        when d.is_swapped then 'swapped'
        when d.alternative_date is not null then 'order_doubtful'
    end as date_issue,
    case
        when d.cell_marks ~ '\mrow:nul' then 'nul'
        when d.cell_marks ~ '\mrow:too_few_fields' then 'too_few_fields'
        when d.cell_marks ~ '\mrow:too_many_fields' then 'too_many_fields'
        when d.cell_marks ~ '\mrow:total' then 'total_row'
    end as row_issue,
    case
        when d.cell_marks ~ '\mrow:total' then null
        when staging.is_cell_error(d.nama) then 'cell_error'
        when length(d.nama) > 200 then 'too_long'
        when d.nama is null and d.nik is null then 'missing_with_nik'
        when d.nama is null then 'missing'
    end as name_issue,
    case
        -- Nearly all are: told without the work of an expression.
        when d.desil_text in ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10') then null
        -- A filler (`-`) says nothing.
        when d.desil_text !~ '[^\s\u00a0-]' then null
        when
            d.desil_text !~* '^[\s\u00a0''`]*(desil(-|[\s\u00a0:._]*))?0*([1-9]|10)([.,]0+)?[\s\u00a0]*$'
            then 'out_of_range'
    end as decile_issue,
    d.cell_marks ~ '[:]filled' as is_filled_down,
    d.chosen_date is not null
    and coalesce(
        d.nik_date <> case when d.is_swapped then d.other_order_digits else d.as_read_digits end,
        false
    ) as nik_contradicts_birth_date,
    d.nik is not null
    and d.jenis_kelamin is not null
    and (substr(d.nik, 7, 1) >= '4') <> (d.jenis_kelamin = 'P') as nik_contradicts_sex,
    coalesce(d.nik = d.no_kk, false) as no_kk_is_nik,
    shared_niks.nik is not null as nik_is_shared,
    shared_keys.drop_id is not null as key_is_shared,
    p.drop_rows,
    p.drop_names,
    -- Where no row tells of anybody, none says where.
    coalesce(p.drop_placed_rows, case when d.cell_marks ~ '\mrow:' then null else 0 end) as drop_placed_rows,
    p.drop_other_regency_share,
    p.drop_gone_share,
    -- A village of few rows is judged by the whole file.
    case
        when d.status_keberadaan <> 'ada' then coalesce(gone_in_village.gone_share, p.drop_gone_share)
    end as gone_share,
    coalesce(p.drop_has_one_nik, false) as drop_has_one_nik,
    ops_drop.state as drop_state
from dated as d
inner join ops.drop as ops_drop on d.drop_id = ops_drop.drop_id
left join per_drop as p on d.drop_id = p.drop_id
left join shared_niks on d.nik = shared_niks.nik
left join shared_keys on d.drop_id = shared_keys.drop_id and d.source_key = shared_keys.source_key
left join gone_in_village
    on
        d.drop_id = gone_in_village.drop_id
        and d.village_code_kemendagri = gone_in_village.village_code_kemendagri
