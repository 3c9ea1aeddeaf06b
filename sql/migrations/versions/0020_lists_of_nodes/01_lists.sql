alter table registry.identity
add column list_id integer,
add column is_head boolean not null default false,
add column is_parent boolean not null default false;
update registry.identity as i
set
    list_id = l.list_id,
    is_head = coalesce(k.role = 'KEPALA_KELUARGA', false),
    is_parent = coalesce(k.role in ('KEPALA_KELUARGA', 'PASANGAN'), false)
from linkage.match_key as k
left join registry.family_list as l on k.list = l.list
where i.node_id = k.node_id;
-- Writes the table anew, without what the update left behind.
alter table registry.identity alter column list_id type integer using list_id + 0;
drop table registry.list_person;
-- A list is met and told its family in one statement; few look for the lists of one family.
drop index registry.family_list_family_id_idx;

comment on column registry.identity.list_id is
'The family list on which the node stands; null: on none';
comment on column registry.identity.is_head is 'Stands there as its head';
comment on column registry.identity.is_parent is
'Stands there as its head or the head''s spouse; else as anything else, or nothing known';
comment on column registry.family_list.list is
'Source and number, such as p3ke|123456789: the list of linkage.match_key';
