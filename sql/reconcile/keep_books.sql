-- Writes the books of months where they changed. Reads sql/reconcile/fresh_book.sql.
with gone as (
    delete from registry.book as b
    where
        b.period = any(:periods)
        and not exists (
            select
            from pg_temp.fresh_book as f
            where
                b.period = f.period
                and b.entity = f.entity
                and b.source = f.source
                and b.village_code_kemendagri = f.village_code_kemendagri
        )
)

insert into registry.book as b (
    period, entity, source, village_code_kemendagri, opening, split, merged, corrected,
    known_opening, new, returned, moved_in, moved_out, dead, refused, dropped, closing, difference
)
select
    period,
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
on conflict (period, entity, source, village_code_kemendagri) do update
set
    opening = excluded.opening,
    split = excluded.split,
    merged = excluded.merged,
    corrected = excluded.corrected,
    known_opening = excluded.known_opening,
    new = excluded.new,
    returned = excluded.returned,
    moved_in = excluded.moved_in,
    moved_out = excluded.moved_out,
    dead = excluded.dead,
    refused = excluded.refused,
    dropped = excluded.dropped,
    closing = excluded.closing,
    difference = excluded.difference
where b is distinct from excluded
