-- Families whose past reads otherwise since this run: of lists that were another's, and of people who
-- are others than before.
-- Grain: one row per family. Reads pg_temp.touched_person, sql/families/moves.sql, losses.sql.
create temporary table touched_family on commit drop as
select m.id as family_id
from pg_temp.identity_move as m
union
select m.was_id as family_id
from pg_temp.identity_move as m
where m.was_id is not null
union
select o.id as family_id
from pg_temp.identity_loss as o
union
select l.family_id
from pg_temp.touched_person as t
inner join registry.list_person as p on t.person_id = p.person_id
inner join registry.family_list as l on p.list_id = l.list_id
where l.family_id is not null
