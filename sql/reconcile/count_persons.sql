-- Counts all persons who stand in a period, from what the sources say of everybody and not from the steps of
-- those touched: where all rows of a person agree there, else in the village of the golden record.
-- Grain: one row per source and village.
insert into standing_count (period, entity, source, village_code_kemendagri, closing)
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

listed as materialized (
    select
        i.person_id,
        bool_or(s.source = 'p3ke') as is_in_p3ke,
        bool_or(s.source = 'dtks') as is_in_dtks,
        min(s.village_code_kemendagri) as village_code_kemendagri,
        max(s.village_code_kemendagri) as other_village
    from standing as s
    inner join registry.identity as i on s.node_id = i.node_id
    where s.is_present
    group by i.person_id
),

torn as materialized (
    select person_id
    from listed
    where village_code_kemendagri <> other_village
),

places as materialized (
    select
        g.person_id,
        s.village_code_kemendagri
    from (
        select distinct on (v.person_id)
            v.person_id,
            v.village_record_id
        from torn as t
        inner join registry.golden_version as v on t.person_id = v.person_id
        where v.known_to is null and v.valid_from <= :period
        order by v.person_id, v.valid_from desc
    ) as g
    inner join standing as s on g.village_record_id = s.record_id
    where s.is_present
)

select
    cast(:period as date) as period,
    'person' as entity,
    x.source,
    coalesce(p.village_code_kemendagri, l.village_code_kemendagri) as village_code_kemendagri,
    count(*) as closing
from listed as l
left join places as p on l.person_id = p.person_id
cross join lateral (
    values ('p3ke', l.is_in_p3ke), ('dtks', l.is_in_dtks), ('any', true)
) as x (source, is_in)
where x.is_in
group by x.source, 4
