-- Everybody whom a source lists in a period: by which, and in which villages.
-- Grain: one row per person. Reads sql/reconcile/present_rows.sql.
create temporary table present_person on commit drop as
select
    i.person_id,
    bool_or(r.source = 'p3ke') as is_in_p3ke,
    bool_or(r.source = 'dtks') as is_in_dtks,
    min(r.village_code_kemendagri) as village_code_kemendagri,
    max(r.village_code_kemendagri) as other_village
from pg_temp.present_row as r
inner join registry.identity as i on r.node_id = i.node_id
group by i.person_id
