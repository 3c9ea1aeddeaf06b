-- Registers one file. Ids are counted here, not by a sequence: a run that was killed leaves no gap.
-- The same bytes under another name are a repetition; in a later period they are a re-delivery, which is
-- unchanged unless other bytes told anew of a village meanwhile: as many as half of its people.
with same_bytes as (
    select drop_id, period, state
    from ops.drop
    where
        sha256 = :sha256
        and source = :source
        and state not in ('withdrawn', 'refused')
),
repeated as (
    select min(drop_id) as drop_id
    from same_bytes
    where period = :period
),
told_anew as (
    select old.drop_id
    from same_bytes as old
    inner join ops.delivery as was on old.drop_id = was.drop_id
    left join ops.delivery as later
        on
            was.source = later.source
            and was.kind = later.kind
            and was.village_code_kemendagri = later.village_code_kemendagri
            and later.period > was.period
            and later.period < :period
            and later.drop_id not in (select drop_id from same_bytes)
            and 2 * later.people >= was.people
    where was.superseded_by is not null or later.drop_id is not null
),
unchanged as (
    select min(period) as since
    from same_bytes
    where
        period < :period
        and state <> 'repeated'
        and drop_id not in (select drop_id from told_anew)
)
insert into ops.drop (
    drop_id, period, source, file_name, sha256, size_bytes, modified_at, archive_name,
    state, repeats_drop_id, unchanged_since, refusal_code, problem, remedy, message_id
)
select
    (select coalesce(max(drop_id), 0) + 1 from ops.drop),
    :period,
    :source,
    :file_name,
    :sha256,
    :size_bytes,
    :modified_at,
    :archive_name,
    case when repeated.drop_id is null then 'received' else 'repeated' end,
    repeated.drop_id,
    unchanged.since,
    case when repeated.drop_id is not null then 'repeated' end,
    case
        when repeated.drop_id is not null
            then 'The same bytes were received in this period as ' || (
                select file_name from ops.drop where drop_id = repeated.drop_id
            ) || '.'
    end,
    case when repeated.drop_id is not null then 'Nothing to do; the other file counts.' end,
    case
        when repeated.drop_id is not null
            then 'Berkas ini sama persis dengan berkas lain pada bulan yang sama; tidak perlu dikirim ulang.'
    end
from repeated
cross join unchanged
returning drop_id
