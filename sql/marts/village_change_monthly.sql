-- Persons and family records of each village from the month before to this one, by what happened.
-- Grain: one row per period, village, figure and source (p3ke, dtks, any). As the books closed; zeros
-- where nothing was. Family records are families of the registry, those left over included. No
-- suppression: for officials.
with with_zeros as (
    select
        village_code_kemendagri,
        case entity when 'person' then 'persons' else 'family_records' end as figure,
        source,
        opening,
        split,
        merged,
        corrected,
        known_opening,
        new,
        returned,
        moved_in,
        moved_out,
        dead,
        refused,
        dropped,
        closing
    from book
    union all
    select s.village_code_kemendagri, f.figure, s.source, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    from source_state as s
    cross join (values ('persons'), ('family_records')) as f (figure)
    where s.source <> 'both'
),

added as (
    select
        village_code_kemendagri,
        figure,
        source,
        sum(opening) as opening,
        sum(split) as split,
        sum(merged) as merged,
        sum(corrected) as corrected,
        sum(known_opening) as known_opening,
        sum(new) as new,
        sum(returned) as returned,
        sum(moved_in) as moved_in,
        sum(moved_out) as moved_out,
        sum(dead) as dead,
        sum(refused) as refused,
        sum(dropped) as dropped,
        sum(closing) as closing
    from with_zeros
    group by village_code_kemendagri, figure, source
)

select
    cast(:period as date) as period,
    a.village_code_kemendagri,
    a.figure,
    a.source,
    case when s.is_known then cast(a.opening as integer) end as opening,
    case when s.is_known then cast(a.split as integer) end as split,
    case when s.is_known then cast(a.merged as integer) end as merged,
    case when s.is_known then cast(a.corrected as integer) end as corrected,
    case when s.is_known then cast(a.known_opening as integer) end as known_opening,
    case when s.is_known then cast(a.new as integer) end as new,
    case when s.is_known then cast(a.returned as integer) end as returned,
    case when s.is_known then cast(a.moved_in as integer) end as moved_in,
    case when s.is_known then cast(a.moved_out as integer) end as moved_out,
    case when s.is_known then cast(a.dropped as integer) end as dropped,
    case when s.is_known then cast(a.closing as integer) end as closing,
    s.as_of_p3ke,
    s.as_of_dtks,
    s.is_delivered,
    case when s.is_known then cast(a.dead as integer) end as dead,
    case when s.is_known then cast(a.refused as integer) end as refused
from added as a
inner join source_state as s
    on a.village_code_kemendagri = s.village_code_kemendagri and a.source = s.source
