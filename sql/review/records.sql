-- What each of these nodes says, in the words of its newest standing row, and the months it stands.
-- Grain: one row per node that stands.
with standing as (
    select
        rn.node_id,
        min(rn.period) as first_period,
        max(rn.period) as last_period
    from linkage.row_node as rn
    where rn.node_id = any(:nodes)
    group by rn.node_id
),

newest as (
    select
        s.node_id,
        s.first_period,
        s.last_period,
        min(rn.row_id) as row_id
    from standing as s
    inner join linkage.row_node as rn on s.node_id = rn.node_id and s.last_period = rn.period
    group by s.node_id, s.first_period, s.last_period
)

select
    n.node_id,
    n.first_period,
    n.last_period,
    p.source,
    p.nama,
    p.nik,
    p.nik_first_15,
    p.no_kk,
    p.tanggal_lahir,
    p.tempat_lahir,
    p.jenis_kelamin,
    p.hubungan_keluarga,
    p.nama_ibu_kandung,
    p.village_code_kemendagri,
    p.alamat,
    p.rt
from newest as n
inner join staging.person as p on n.last_period = p.period and n.row_id = p.row_id
