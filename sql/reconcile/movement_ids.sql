-- Who stands behind one number of the books. Reads pg_temp.book_movement.
select m.id
from pg_temp.book_movement as m
where
    m.movement = :movement
    and m.village_code_kemendagri = :village
    and m.source = :source
    and m.entity = :entity
order by m.id
