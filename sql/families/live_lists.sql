-- Lists that are one family each until shown otherwise: somebody was ever on them, or a family row
-- of a month that stands has them.
-- Grain: one row per list.
select
    l.list_id,
    split_part(l.list, '|', 1) as source
from registry.family_list as l
where
    exists (select from registry.list_person as p where l.list_id = p.list_id)
    or l.list in (
        select source || '|' || source_family_id
        from staging.family
        where source_family_id is not null
    )
order by l.list_id
