-- How fresh each source is, for anybody: months alone, nothing is counted but villages.
create view mart_public.area_sources_monthly as
with village_source as (
    select
        t.period,
        t.village_code_kemendagri,
        v.kecamatan_code_kemendagri,
        t.source,
        case t.source when 'p3ke' then t.as_of_p3ke else t.as_of_dtks end as as_of,
        t.is_delivered
    from release.village_population_monthly as t
    inner join mart.current_release as r on t.release_no = r.release_no
    inner join reference.village as v
        on t.village_code_kemendagri = v.village_code_kemendagri
    where t.source in ('p3ke', 'dtks') and t.desil is null
),

area_source as (
    select
        period, 'village' as level, village_code_kemendagri as area_code_kemendagri,
        source, as_of, is_delivered
    from village_source
    union all
    select period, 'kecamatan', kecamatan_code_kemendagri, source, as_of, is_delivered
    from village_source
    union all
    select period, 'regency', substr(kecamatan_code_kemendagri, 1, 4), source, as_of, is_delivered
    from village_source
)

select
    period,
    level,
    area_code_kemendagri,
    source,
    min(as_of) as as_of_oldest,
    max(as_of) as as_of_newest,
    cast(count(*) as integer) as villages,
    cast(count(*) filter (where is_delivered) as integer) as villages_delivered,
    cast(count(*) filter (where as_of is null) as integer) as villages_never_delivered
from area_source
group by period, level, area_code_kemendagri, source;
comment on view mart_public.area_sources_monthly is
'How fresh each source is in an area; the newest release of each month';
comment on column mart_public.area_sources_monthly.period is
'The month that the counts are about, its first day';
comment on column mart_public.area_sources_monthly.level is 'village, kecamatan or regency';
comment on column mart_public.area_sources_monthly.area_code_kemendagri is
'Kemendagri code of the area without dots; see mart_public.area';
comment on column mart_public.area_sources_monthly.source is 'p3ke or dtks';
comment on column mart_public.area_sources_monthly.as_of_oldest is
'Month of the last whole delivery of the village, of an area the oldest of its villages; null: never delivered';
comment on column mart_public.area_sources_monthly.as_of_newest is
'The same, of an area the newest of its villages';
comment on column mart_public.area_sources_monthly.villages is 'Villages of the area';
comment on column mart_public.area_sources_monthly.villages_delivered is
'Villages of which the source came in this very month';
comment on column mart_public.area_sources_monthly.villages_never_delivered is
'Villages of which the source has never come whole';
