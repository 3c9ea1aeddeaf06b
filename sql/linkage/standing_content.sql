-- What all nodes that stand say: for when other code made their match keys.
-- Grain: one row per node.
with said as (
    select distinct on (rn.node_id)
        rn.node_id,
        rn.period,
        rn.row_id
    from linkage.row_node as rn
    order by rn.node_id, rn.period, rn.row_id
)

select
    s.node_id,
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
from said as s
inner join linkage.node as n on s.node_id = n.node_id
inner join staging.person as p on s.period = p.period and s.row_id = p.row_id
