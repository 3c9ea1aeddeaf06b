-- What the nodes say that have no match keys yet, one row a node.
with fresh as (
    select
        rn.node_id,
        min(rn.row_id) as row_id
    from linkage.row_node as rn
    where
        rn.period = :period
        and not exists (select 1 from linkage.match_key as k where k.node_id = rn.node_id)
    group by rn.node_id
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
inner join staging.person as p on f.row_id = p.row_id
where p.period = :period
