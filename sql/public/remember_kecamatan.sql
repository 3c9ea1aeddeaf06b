-- Remembers what is published of each cell that only kecamatan show, and for which truth.
insert into disclosure.kecamatan_register as r (
    period, kecamatan_code_kemendagri, cell_id, truth, published
)
select :period, area_code_kemendagri, cell_id, truth, published
from protected
where level = 'kecamatan'
on conflict (period, kecamatan_code_kemendagri, cell_id) do update
set truth = excluded.truth, published = excluded.published
where (r.truth, r.published) <> (excluded.truth, excluded.published)
