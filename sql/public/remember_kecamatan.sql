-- Remembers what is published of each cell that only kecamatan show, and for which truth.
insert into disclosure.kecamatan_register (
    period, kecamatan_code_kemendagri, cell_id, truth, published
)
select :period, p.area_code_kemendagri, c.cell_id, p.truth, p.published
from protected as p
inner join release.public_cell as c
    on
        p.unit = c.unit
        and p.row_dimension = c.row_dimension
        and p.row_category = c.row_category
        and p.column_dimension = c.column_dimension
        and p.column_category = c.column_category
where p.level = 'kecamatan' and p.truth is not null
on conflict (period, kecamatan_code_kemendagri, cell_id) do update
set truth = excluded.truth, published = excluded.published
