-- The protected numbers of a release that are shown.
insert into release.public_count (release_no, level, area_code_kemendagri, cell_id, value)
select :release_no, p.level, p.area_code_kemendagri, c.cell_id, p.published
from protected as p
inner join release.public_cell as c
    on
        p.unit = c.unit
        and p.row_dimension = c.row_dimension
        and p.row_category = c.row_category
        and p.column_dimension = c.column_dimension
        and p.column_category = c.column_category
where p.is_shown
