-- One hash per sheet over its rows, whatever their order: equal hashes, equal rows.
-- `content` is over all that would be staged, `people` over who they are. Titles, totals and damaged
-- rows do not count.
select
    drop_id,
    sheet_no,
    count(*) as rows,
    sum(hashtextextended(concat_ws('|', {contents}), 0)) as content,
    sum(hashtextextended(concat_ws('|', nik, upper(nama), chosen_date), 0)) as people
from {checked}
where row_issue is null
group by drop_id, sheet_no
