-- Who stood before this period in the villages that are delivered in it, and how many of their rows the
-- delivery repeats by the trusted source key.
-- Grain: one row per source, village and delivery that stood. Reads sql/sync/delivered.sql.
insert into pg_temp.stood (
    source, kind, village_code_kemendagri, delivered_period, people, repeated
)
select
    s.source,
    '{kind}' as kind,
    s.village_code_kemendagri,
    s.period as delivered_period,
    count(*) as people,
    count(*) filter (
        where
        s.source_key_is_trusted
        and s.source_key is not null
        and (s.village_code_kemendagri, s.record_key) in (
            select d.village_code_kemendagri, d.record_key
            from staging.{kind} as d
            where
                d.period = :period
                and d.source_key_is_trusted
                and d.source_key is not null
        )
    ) as repeated
from registry.coverage as c
inner join pg_temp.delivered as n
    on
        c.source = n.source
        and c.kind = n.kind
        and c.village_code_kemendagri = n.village_code_kemendagri
inner join staging.{kind} as s
    on
        c.delivered_period = s.period
        and c.source = s.source
        and c.village_code_kemendagri = s.village_code_kemendagri
where
    c.kind = '{kind}'
    and c.period = (select max(period) from registry.coverage where period < :period)
group by s.source, s.village_code_kemendagri, s.period
