create function registry.identity_as_of(known_at timestamptz default 'infinity')
returns table (node_id integer, person_id integer)
language sql stable parallel safe
as $$
select
    i.node_id,
    i.person_id
from registry.identity as i
where i.since_run <= (select registry.run_at(known_at))
union all
select
    p.node_id,
    p.person_id
from registry.past_identity as p
where
    p.known_from <= (select registry.run_at(known_at))
    and p.known_to > (select registry.run_at(known_at))
$$;
comment on function registry.identity_as_of is 'Which person each node was, as we knew it at a time';

create function registry.source_person_as_of(
    of_period date, known_at timestamptz default 'infinity'
)
returns table (
    record_id integer,
    valid_from date,
    node_id integer,
    person_id integer,
    is_present boolean,
    is_carried_forward boolean,
    tanggal_lahir date,
    tanggal_lahir_alternatif date,
    desil smallint,
    persentil smallint,
    dimutakhirkan_tahun smallint,
    source_key_is_trusted boolean,
    penerima_bpnt boolean,
    penerima_bpum boolean,
    penerima_bst boolean,
    penerima_pkh boolean,
    penerima_sembako boolean,
    penerima_prakerja boolean,
    penerima_kur boolean,
    penerima_bpnt_ppkm boolean,
    penerima_pbi_jkn boolean,
    source text,
    village_code_kemendagri text,
    source_family_id text,
    source_person_id text,
    nik text,
    nik_first_15 text,
    no_kk text,
    nama text,
    nama_ibu_kandung text,
    tempat_lahir text,
    jenis_kelamin text,
    hubungan_keluarga text,
    status_kawin text,
    pekerjaan text,
    status_pekerjaan text,
    pendidikan text,
    alamat text,
    dusun text,
    rt text,
    rw text,
    padan_dukcapil text,
    prioritas_verval text,
    resiko_stunting text
)
language sql stable parallel safe
as $$
select
    f.record_id,
    f.valid_from,
    f.node_id,
    i.person_id,
    f.is_present,
    f.is_present and d.period is null as is_carried_forward,
    f.tanggal_lahir,
    f.tanggal_lahir_alternatif,
    f.desil,
    f.persentil,
    f.dimutakhirkan_tahun,
    f.source_key_is_trusted,
    f.penerima_bpnt,
    f.penerima_bpum,
    f.penerima_bst,
    f.penerima_pkh,
    f.penerima_sembako,
    f.penerima_prakerja,
    f.penerima_kur,
    f.penerima_bpnt_ppkm,
    f.penerima_pbi_jkn,
    f.source,
    f.village_code_kemendagri,
    f.source_family_id,
    f.source_person_id,
    f.nik,
    f.nik_first_15,
    f.no_kk,
    f.nama,
    f.nama_ibu_kandung,
    f.tempat_lahir,
    f.jenis_kelamin,
    f.hubungan_keluarga,
    f.status_kawin,
    f.pekerjaan,
    f.status_pekerjaan,
    f.pendidikan,
    f.alamat,
    f.dusun,
    f.rt,
    f.rw,
    f.padan_dukcapil,
    f.prioritas_verval,
    f.resiko_stunting
from (
    select distinct on (v.record_id) v.*
    from registry.source_person_version as v
    where
        v.valid_from <= of_period
        and v.known_from <= (select registry.run_at(known_at))
        and (v.known_to is null or v.known_to > (select registry.run_at(known_at)))
    order by v.record_id, v.valid_from desc
) as f
left join registry.identity_as_of(known_at) as i on f.node_id = i.node_id
left join registry.delivered_village as d
    on
        d.kind = 'person'
        and d.period = of_period
        and d.known_from <= (select registry.run_at(known_at))
        and (d.known_to is null or d.known_to > (select registry.run_at(known_at)))
        and f.source = d.source
        and f.village_code_kemendagri = d.village_code_kemendagri
$$;
comment on function registry.source_person_as_of is
'What every source said of every person in a month, as we knew it at a time; absent ones too, see is_present';

create function registry.source_family_as_of(
    of_period date, known_at timestamptz default 'infinity'
)
returns table (
    record_id integer,
    valid_from date,
    is_present boolean,
    is_carried_forward boolean,
    tanggal_lahir date,
    tanggal_lahir_alternatif date,
    desil smallint,
    persentil smallint,
    dimutakhirkan_tahun smallint,
    source_key_is_trusted boolean,
    memiliki_simpanan boolean,
    penerima_bpnt boolean,
    penerima_bpum boolean,
    penerima_bst boolean,
    penerima_pkh boolean,
    penerima_sembako boolean,
    penerima_prakerja boolean,
    penerima_kur boolean,
    source text,
    village_code_kemendagri text,
    source_family_id text,
    nik text,
    nik_first_15 text,
    nama text,
    jenis_kelamin text,
    status_kawin text,
    pekerjaan text,
    status_pekerjaan text,
    pendidikan text,
    alamat text,
    padan_dukcapil text,
    prioritas_verval text,
    resiko_stunting text,
    kepemilikan_rumah text,
    jenis_atap text,
    kualitas_atap text,
    jenis_dinding text,
    kualitas_dinding text,
    jenis_lantai text,
    kualitas_lantai text,
    sumber_penerangan text,
    daya_listrik_terpasang text,
    bahan_bakar_memasak text,
    sumber_air_minum text,
    fasilitas_buang_air_besar text
)
language sql stable parallel safe
as $$
select
    f.record_id,
    f.valid_from,
    f.is_present,
    f.is_present and d.period is null as is_carried_forward,
    f.tanggal_lahir,
    f.tanggal_lahir_alternatif,
    f.desil,
    f.persentil,
    f.dimutakhirkan_tahun,
    f.source_key_is_trusted,
    f.memiliki_simpanan,
    f.penerima_bpnt,
    f.penerima_bpum,
    f.penerima_bst,
    f.penerima_pkh,
    f.penerima_sembako,
    f.penerima_prakerja,
    f.penerima_kur,
    f.source,
    f.village_code_kemendagri,
    f.source_family_id,
    f.nik,
    f.nik_first_15,
    f.nama,
    f.jenis_kelamin,
    f.status_kawin,
    f.pekerjaan,
    f.status_pekerjaan,
    f.pendidikan,
    f.alamat,
    f.padan_dukcapil,
    f.prioritas_verval,
    f.resiko_stunting,
    f.kepemilikan_rumah,
    f.jenis_atap,
    f.kualitas_atap,
    f.jenis_dinding,
    f.kualitas_dinding,
    f.jenis_lantai,
    f.kualitas_lantai,
    f.sumber_penerangan,
    f.daya_listrik_terpasang,
    f.bahan_bakar_memasak,
    f.sumber_air_minum,
    f.fasilitas_buang_air_besar
from (
    select distinct on (v.record_id) v.*
    from registry.source_family_version as v
    where
        v.valid_from <= of_period
        and v.known_from <= (select registry.run_at(known_at))
        and (v.known_to is null or v.known_to > (select registry.run_at(known_at)))
    order by v.record_id, v.valid_from desc
) as f
left join registry.delivered_village as d
    on
        d.kind = 'family'
        and d.period = of_period
        and d.known_from <= (select registry.run_at(known_at))
        and (d.known_to is null or d.known_to > (select registry.run_at(known_at)))
        and f.source = d.source
        and f.village_code_kemendagri = d.village_code_kemendagri
$$;
comment on function registry.source_family_as_of is
'What every source said of every family in a month, as we knew it at a time; absent ones too, see is_present';
