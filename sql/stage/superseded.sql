-- Rows of a checked table whose village a later drop delivered anew.
select c.drop_id, count(*) as rows
from {checked} as c
inner join ops.delivery as d
    on
        c.period = d.period
        and c.source = d.source
        and d.kind = '{kind}'
        and c.village_code_kemendagri = d.village_code_kemendagri
        and c.drop_id = d.drop_id
where
    d.superseded_by is not null
    and not exists (select from quarantine.row as q where c.row_id = q.row_id)
group by c.drop_id
