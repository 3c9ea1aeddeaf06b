-- Remembers what is published of each village cell, and for which truth. A village that is left out
-- this time keeps what was last said of it. Cells of which the same is said are left alone: a conflict
-- would lock each of them, as good as written.
insert into disclosure.register (period, village_code_kemendagri, cell_id, truth, published)
select :period, p.area_code_kemendagri, p.cell_id, p.truth, p.published
from protected as p
where
    p.level = 'village'
    and not exists (
        select from disclosure.register as r
        where
            r.period = :period
            and p.area_code_kemendagri = r.village_code_kemendagri
            and p.cell_id = r.cell_id
            and p.truth = r.truth
            and p.published = r.published
    )
on conflict (period, village_code_kemendagri, cell_id) do update
set truth = excluded.truth, published = excluded.published
