-- The books of a period in the order in which they are shown. Reads sql/reconcile/lines.sql.
select
    entity,
    source,
    village_code_kemendagri,
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
    closing,
    difference
from pg_temp.fresh_book
order by entity desc, source, village_code_kemendagri
