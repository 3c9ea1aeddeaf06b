-- A month with the rows of another: of a thousand, :changed say something else (a third of them another
-- decile, a third another address, a third another RT), a quarter as many are gone, and as many persons
-- are new in the family of somebody who stays.
insert into {table}
with drawn as (
    select
        to_jsonb(t) || jsonb_build_object('period', cast(:period as text)) as said,
        t.content_fingerprint,
        t.row_id,
        coalesce(t.source_key, t.row_id::text) || ' ' || cast(:period as text) as new_key,
        abs(hashtextextended(coalesce(t.source_key, t.row_id::text) || :period, 1)) % 4000 as draw
    from {table} as t
    where t.period = :before
),

kept as (
    select
        d.said || jsonb_build_object(
            'content_fingerprint',
            case
                when d.draw < 4 * :changed
                    then registry.fingerprint(cast(:period as text) || d.content_fingerprint)
                else d.content_fingerprint
            end
        ) as said,
        d.draw,
        case when d.draw < 4 * :changed then d.draw % 3 end as change
    from drawn as d
    where d.draw < 3000 or d.draw >= 3000 + :changed
)

-- From a lateral join: a record that is opened in the list of columns is made anew for each of them.
select r.*
from kept as k
cross join lateral jsonb_populate_record(
    null::{table},
    k.said || case k.change
        when 0 then jsonb_build_object('desil', coalesce((k.said ->> 'desil')::integer, 0) % 10 + 1)
        when 1 then jsonb_build_object('alamat', concat('JL ', k.draw, ' ', k.said ->> 'alamat'))
        when 2 then jsonb_build_object('rt', lpad((k.draw % 90 + 1)::text, 3, '0'))
        else '{}'
    end
) as r
union all
select r.*
from drawn as d
cross join lateral jsonb_populate_record(
    null::{table},
    d.said || jsonb_build_object(
        -- Counted up, ids of two months met after a few.
        'row_id', abs(hashtextextended(concat(d.row_id, ' ', d.new_key), 2)),
        'source_key', d.new_key,
        'source_person_id', d.new_key,
        'record_key', registry.record_id('person key ' || d.new_key, 1),
        'content_fingerprint', registry.fingerprint(d.new_key || d.said),
        'nama', reverse(d.said ->> 'nama'),
        'nik', null,
        'tanggal_lahir', (d.said ->> 'tanggal_lahir')::date - 500 - d.draw::integer,
        'hubungan_keluarga', 'ANAK'
    )
) as r
where
    d.draw >= 1000
    and d.draw < 1000 + :changed
    and '{table}' = 'staging.person'
