-- What was odd in the month before and still is, in a month that was never told before: of all families
-- that are not told anew.
insert into registry.finding (period, kind, family_id, person_id, village_code_kemendagri)
select
    cast(:period as date) as period,
    f.kind,
    f.family_id,
    f.person_id,
    f.village_code_kemendagri
from registry.finding as f
where
    f.period = (select max(c.period) from registry.coverage as c where c.period < :period)
    and not exists (
        select
        from pg_temp.told_family as t
        where f.family_id = t.family_id and t.since <= :period
    )
