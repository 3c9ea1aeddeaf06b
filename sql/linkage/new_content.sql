-- What the nodes say that have no match keys yet: of the month that is linked, and of all
-- others where all keys were taken out.
-- Grain: one row per node.
with said as (
    select n.node_id, cast(:period as date) as period, r.row_id
    from linkage_row as r
    inner join linkage.node as n on r.content_hash = n.content_hash
    union all
    select rn.node_id, rn.period, rn.row_id
    from linkage.row_node as rn
    where :of_all_months and rn.period <> :period
),

fresh as (
    select distinct on (s.node_id)
        s.node_id,
        s.period,
        s.row_id
    from said as s
    where not exists (select 1 from linkage.match_key as k where k.node_id = s.node_id)
    order by s.node_id, s.period, s.row_id
)

select
    f.node_id,
    n.content_hash::text as content_hash,
    n.source,
    p.source_family_id,
    p.no_kk,
    case when p.source_key_is_trusted then p.source_key end as source_key,
    p.village_code_kemendagri as village,
    p.nik,
    p.nik_first_15 as nik_15,
    p.nama,
    p.nama_ibu_kandung,
    p.tanggal_lahir as born,
    p.tanggal_lahir_alternatif as born_other,
    p.tempat_lahir,
    p.jenis_kelamin as sex,
    p.hubungan_keluarga as role,
    p.alamat,
    p.rt
from fresh as f
inner join linkage.node as n on f.node_id = n.node_id
inner join staging.person as p on f.period = p.period and f.row_id = p.row_id
where :of_all_months or p.period = :period
