-- Villages of whose people a file says that most are gone, the largest first. Grain: file, village.
select
    d.file_name,
    p.village_code_kemendagri,
    count(distinct p.row_id)::integer as rows
from staging.flag as f
inner join staging.person as p on f.period = p.period and f.row_id = p.row_id
inner join ops.drop as d on f.drop_id = d.drop_id
where f.period = :period and f.code = 'village_mostly_gone'
group by d.file_name, p.village_code_kemendagri
order by count(distinct p.row_id) desc, d.file_name, p.village_code_kemendagri
