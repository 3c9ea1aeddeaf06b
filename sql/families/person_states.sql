-- Where each person is counted in a period, by which sources, and in which family: the village of the
-- golden record, and the list of the record that tells the relation to its head, else of the one that
-- tells the village, else the first by its name: numbers of lists depend on the order in which months came.
-- Grain: one row per period and person. In the engine; needs standing_row, standing_golden, family_list. Most
-- people's rows agree; only those of whom they do not are sorted.
with summed as materialized (
    select
        period,
        person_id,
        bool_or(source = 'p3ke') as is_in_p3ke,
        bool_or(source = 'dtks') as is_in_dtks,
        min(village_code_kemendagri) as village_code_kemendagri,
        min(family_id) as family_id,
        min(relation) filter (where family_id is not null) as relation,
        min(village_code_kemendagri) <> max(village_code_kemendagri)
        or min(family_id) <> max(family_id)
        or min(coalesce(relation, '')) filter (where family_id is not null)
        <> max(coalesce(relation, '')) filter (where family_id is not null) as is_torn
    from standing_row
    group by period, person_id
),

torn as materialized (
    select
        r.*,
        l.list,
        coalesce(r.record_id = g.village_record_id, false) as tells_village,
        coalesce(r.record_id = g.hubungan_keluarga_record_id, false) as tells_relation
    from standing_row as r
    inner join summed as s on r.period = s.period and r.person_id = s.person_id
    left join family_list as l on r.list_id = l.list_id
    left join standing_golden as g on r.period = g.period and r.person_id = g.person_id
    where s.is_torn
),

places as materialized (
    select distinct on (period, person_id)
        period,
        person_id,
        village_code_kemendagri
    from torn
    order by period, person_id, tells_village desc, village_code_kemendagri
),

families as materialized (
    select distinct on (period, person_id)
        period,
        person_id,
        family_id,
        relation
    from torn
    where family_id is not null
    order by period, person_id, tells_relation desc, tells_village desc, list, relation
),

chosen as (
    select
        s.period,
        s.person_id,
        coalesce(f.family_id, s.family_id) as family_id,
        s.is_in_p3ke,
        s.is_in_dtks,
        coalesce(p.village_code_kemendagri, s.village_code_kemendagri) as village_code_kemendagri,
        case when f.person_id is null then s.relation else f.relation end as relation
    from summed as s
    left join places as p on s.period = p.period and s.person_id = p.person_id
    left join families as f on s.period = f.period and s.person_id = f.person_id
)

select
    period,
    person_id,
    family_id,
    is_in_p3ke,
    is_in_dtks,
    coalesce(relation = 'KEPALA_KELUARGA', false) as is_head,
    village_code_kemendagri,
    relation
from chosen
