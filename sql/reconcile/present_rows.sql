-- What the sources say of everybody in a period, and where each person is counted: where all rows of a
-- person agree there, else in the village of the golden record.
-- Grain: one row per source record of a person that is present. Its village is where it lists them.
create temporary table present_row on commit drop as
with standing as materialized (
    select distinct on (record_id)
        record_id,
        node_id,
        source,
        village_code_kemendagri,
        is_present
    from registry.source_person_version
    where known_to is null and valid_from <= :period
    order by record_id, valid_from desc
),

present as materialized (
    select
        s.record_id,
        i.person_id,
        l.family_id,
        s.source,
        s.village_code_kemendagri
    from standing as s
    left join registry.identity as i on s.node_id = i.node_id
    left join linkage.match_key as k on s.node_id = k.node_id
    left join registry.family_list as l on k.list = l.list
    where s.is_present
),

torn as materialized (
    select person_id
    from present
    group by person_id
    having min(village_code_kemendagri) <> max(village_code_kemendagri)
),

places as materialized (
    select
        g.person_id,
        p.village_code_kemendagri
    from (
        select distinct on (v.person_id)
            v.person_id,
            v.village_record_id
        from torn as t
        inner join registry.golden_version as v on t.person_id = v.person_id
        where v.known_to is null and v.valid_from <= :period
        order by v.person_id, v.valid_from desc
    ) as g
    inner join present as p on g.village_record_id = p.record_id
)

select
    p.person_id,
    p.family_id,
    p.source,
    p.village_code_kemendagri,
    coalesce(c.village_code_kemendagri, p.village_code_kemendagri) as counted_village
from present as p
left join places as c on p.person_id = c.person_id
