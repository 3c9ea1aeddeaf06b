-- Who stands behind one number of the books. In the engine; needs book_movement.
select m.id
from book_movement as m
where
    m.movement = :movement
    and m.village_code_kemendagri = :village
    and m.source = :source
    and m.entity = :entity
order by m.id
