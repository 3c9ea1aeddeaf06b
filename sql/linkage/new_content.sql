-- What the nodes say that have no match keys yet, one row a node.
select distinct on (n.node_id)
    n.node_id,
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
from linkage.node as n
inner join linkage.row_node as rn on n.node_id = rn.node_id
inner join staging.person as p on rn.period = p.period and rn.row_id = p.row_id
where
    rn.period = :period
    and p.period = :period
    and not exists (select 1 from linkage.match_key as k where k.node_id = n.node_id)
order by n.node_id, rn.row_id
