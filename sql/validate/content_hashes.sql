-- The sheets of each drop, with two hashes over their rows, whatever the order: equal hashes, equal
-- rows. `content` is over all that would be staged, `people` over who they are. Titles, totals and
-- damaged rows do not count.
-- Grain: one row per drop and sheet. Hashes are null where nothing has as many rows and could be
-- repeated: neither another sheet of the drop nor another drop.
with counted as (
    select
        drop_id,
        sheet_no,
        count(*) as rows
    from {checked}
    where row_issue is null
    group by drop_id, sheet_no
),

compared as (
    select
        c.*,
        sum(c.rows) over (partition by c.drop_id) as drop_rows,
        count(*) over (partition by c.drop_id, c.rows) as sheets_as_long
    from counted as c
),

judged as (
    select
        c.drop_id,
        c.sheet_no,
        c.rows,
        c.sheets_as_long > 1
        or exists (
            select from compared as o
            where o.drop_rows = c.drop_rows and o.drop_id <> c.drop_id
        ) as may_be_repeated
    from compared as c
),

hashed as (
    select
        r.drop_id,
        r.sheet_no,
        sum(hashtextextended(concat_ws('|', {contents}), 0)) as content,
        sum(hashtextextended(concat_ws('|', r.nik, upper(r.nama), r.chosen_date), 0)) as people
    from judged as j
    inner join {checked} as r on j.drop_id = r.drop_id and j.sheet_no = r.sheet_no
    where j.may_be_repeated and r.row_issue is null
    group by r.drop_id, r.sheet_no
)

select
    j.drop_id,
    j.sheet_no,
    j.rows,
    h.content,
    h.people
from judged as j
left join hashed as h on j.drop_id = h.drop_id and j.sheet_no = h.sheet_no
