-- The golden record of one person in a month, as known now.
-- Grain: one row at most.
select p.*
from registry.person_as_of(:period) as p
where p.person_id = :person_id
