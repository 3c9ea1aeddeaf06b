-- Whether a row of persons says that its person is still there: the gravest of what its columns say,
-- and the columns whose word or number is unknown.
-- Filled into sql/stage/<source>_person.sql, joined to its rows `n`. What the texts mean is gathered
-- once, not looked up by column and row: hardly a file has any of them.
cross join (
    select coalesce(jsonb_object_agg(list_name || ' ' || raw_text, code), '{}') as code_of
    from staging.code_reading
    where
        list_name in (
            'keberadaan', 'keberadaan_kemensos', 'keberadaan_regsosek', 'masih_hidup',
            'keterangan_meninggal', 'is_nonaktif'
        )
) as statuses
cross join lateral (
    select
        case
            when
                num_nonnulls(
                    n.status_keberadaan,
                    n.keberadaan_anggota,
                    n.keberadaan_target,
                    n.alasan_dikeluarkan,
                    n.masih_hidup,
                    n.keterangan_meninggal,
                    n.is_nonaktif
                ) > 0
                then staging.gravest_status(
                    array[
                        statuses.code_of ->> ('keberadaan_kemensos ' || n.status_keberadaan),
                        statuses.code_of ->> ('keberadaan_regsosek ' || n.keberadaan_anggota),
                        statuses.code_of ->> ('keberadaan ' || n.keberadaan_target),
                        statuses.code_of ->> ('keberadaan ' || n.alasan_dikeluarkan),
                        statuses.code_of ->> ('masih_hidup ' || n.masih_hidup),
                        statuses.code_of ->> ('keterangan_meninggal ' || n.keterangan_meninggal),
                        statuses.code_of ->> ('is_nonaktif ' || n.is_nonaktif)
                    ]
                )
        end as status,
        nullif(
            concat_ws(
                ' ',
                case when n.status_keberadaan is not null and statuses.code_of ->> ('keberadaan_kemensos ' || n.status_keberadaan) is null then 'status_keberadaan' end,
                case when n.keberadaan_anggota is not null and statuses.code_of ->> ('keberadaan_regsosek ' || n.keberadaan_anggota) is null then 'keberadaan_anggota' end,
                case when n.keberadaan_target is not null and statuses.code_of ->> ('keberadaan ' || n.keberadaan_target) is null then 'keberadaan_target' end,
                case when n.alasan_dikeluarkan is not null and statuses.code_of ->> ('keberadaan ' || n.alasan_dikeluarkan) is null then 'alasan_dikeluarkan' end,
                case when n.masih_hidup is not null and statuses.code_of ->> ('masih_hidup ' || n.masih_hidup) is null then 'masih_hidup' end,
                case when n.keterangan_meninggal is not null and statuses.code_of ->> ('keterangan_meninggal ' || n.keterangan_meninggal) is null then 'keterangan_meninggal' end,
                case when n.is_nonaktif is not null and statuses.code_of ->> ('is_nonaktif ' || n.is_nonaktif) is null then 'is_nonaktif' end
            ),
            ''
        ) as unknown_values
) as presence
