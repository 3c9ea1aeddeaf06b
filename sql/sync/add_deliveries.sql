-- Deliveries that came, or are judged otherwise. Reads sql/sync/changed_deliveries.sql.
insert into registry.delivered_village (
    source, kind, village_code_kemendagri, period, known_from, is_whole
)
select
    source,
    kind,
    village_code_kemendagri,
    period,
    :run as known_from,
    is_whole
from pg_temp.changed_deliveries
where is_whole is not null
