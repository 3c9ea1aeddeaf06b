-- Remembers what is published of each village cell, and for which truth. A village that is left out
-- this time keeps what was last said of it.
insert into disclosure.register as r (period, village_code_kemendagri, cell_id, truth, published)
select :period, area_code_kemendagri, cell_id, truth, published
from protected
where level = 'village'
on conflict (period, village_code_kemendagri, cell_id) do update
set truth = excluded.truth, published = excluded.published
where (r.truth, r.published) <> (excluded.truth, excluded.published)
