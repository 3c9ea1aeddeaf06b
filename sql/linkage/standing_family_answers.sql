-- What P3KE says of families in a published month, row by row, by where the row came from.
-- Grain: one row per period and standing P3KE family row; null where nothing was answered.
select
    to_char(s.standing_period, 'YYYY-MM') as period,
    d.file_name,
    coalesce(h.sheet_name, '') as sheet_name,
    s.row_number,
    s.jenis_kelamin as head_sex,
    s.kepemilikan_rumah as home_ownership,
    s.jenis_atap as roof,
    s.jenis_dinding as wall,
    s.jenis_lantai as floor,
    s.sumber_penerangan as lighting,
    s.bahan_bakar_memasak as cooking_fuel,
    s.sumber_air_minum as drinking_water,
    s.fasilitas_buang_air_besar as toilet,
    s.resiko_stunting as stunting_risk,
    s.penerima_bpnt::text as bpnt,
    s.penerima_bpum::text as bpum,
    s.penerima_bst::text as bst,
    s.penerima_pkh::text as pkh,
    s.penerima_sembako::text as sembako,
    s.penerima_prakerja::text as prakerja,
    s.penerima_kur::text as kur
from registry.standing_family as s
inner join mart.current_release as r on s.standing_period = r.period
inner join ops.drop as d on s.drop_id = d.drop_id
left join ops.sheet as h on s.drop_id = h.drop_id and s.sheet_no = h.sheet_no
where s.source = 'p3ke'
