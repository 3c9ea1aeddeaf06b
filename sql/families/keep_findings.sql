-- Writes the findings of a period where they changed. Reads sql/families/findings.sql.
with gone as (
    delete from registry.finding as k
    where
        k.period = :period
        and not exists (
            select
            from pg_temp.fresh_finding as f
            where
                f.kind = k.kind
                and f.family_id = k.family_id
                and f.person_id is not distinct from k.person_id
                and f.village_code_kemendagri = k.village_code_kemendagri
        )
)

insert into registry.finding as k (period, kind, family_id, person_id, village_code_kemendagri)
select period, kind, family_id, person_id, village_code_kemendagri
from pg_temp.fresh_finding
on conflict (period, kind, family_id, coalesce(person_id, 0)) do update
set village_code_kemendagri = excluded.village_code_kemendagri
where k.village_code_kemendagri <> excluded.village_code_kemendagri
