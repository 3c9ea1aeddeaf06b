-- Sets aside what the last release of the month said of cells whose truth is another now, before the
-- registers are written over.
insert into disclosure.said_before (period, area_code_kemendagri, cell_id, truth, published)
select :period, p.area_code_kemendagri, p.cell_id, t.truth, t.published
from protected as p
inner join (
    select village_code_kemendagri as area_code_kemendagri, cell_id, truth, published
    from disclosure.register
    where period = :period
    union all
    select kecamatan_code_kemendagri, cell_id, truth, published
    from disclosure.kecamatan_register
    where period = :period
) as t
    on p.area_code_kemendagri = t.area_code_kemendagri and p.cell_id = t.cell_id
where p.truth <> t.truth
order by p.area_code_kemendagri, p.cell_id
on conflict do nothing
