-- Writes the findings of the families told anew where they changed. Reads sql/families/findings.sql,
-- pg_temp.told_family.
with gone as (
    delete from registry.finding as k
    using pg_temp.told_family as t
    where
        k.family_id = t.family_id
        and k.period >= t.since
        and not exists (
            select
            from pg_temp.fresh_finding as f
            where
                f.period = k.period
                and f.kind = k.kind
                and f.family_id = k.family_id
                and f.person_id is not distinct from k.person_id
        )
)

insert into registry.finding as k (period, kind, family_id, person_id, village_code_kemendagri)
select period, kind, family_id, person_id, village_code_kemendagri
from pg_temp.fresh_finding
on conflict (period, kind, family_id, coalesce(person_id, 0)) do update
set village_code_kemendagri = excluded.village_code_kemendagri
where k.village_code_kemendagri <> excluded.village_code_kemendagri
