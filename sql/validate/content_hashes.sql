-- One hash per drop and one per sheet over its rows, whatever their order: equal hashes, equal rows.
-- `content` is over every value, `people` over who they are.
select
    c.drop_id,
    c.sheet_no,
    count(*) as rows,
    sum(hashtextextended(r.content, 0)::numeric) as content,
    sum(hashtextextended(concat_ws('|', c.nik, upper(c.nama), c.tanggal_lahir_text), 0)::numeric)
        as people
from {checked} as c
inner join ({contents}) as r on c.row_id = r.row_id
where c.row_issue is null
group by c.drop_id, c.sheet_no
