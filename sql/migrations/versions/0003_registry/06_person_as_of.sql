create function registry.person_as_of(of_period date, known_at timestamptz default 'infinity')
returns table (
    person_id integer,
    valid_from date,
    is_listed boolean,
    is_listed_in_p3ke boolean,
    is_listed_in_dtks boolean,
    is_carried_forward boolean,
    nama text,
    nik text,
    tanggal_lahir date,
    jenis_kelamin text,
    village_code_kemendagri text,
    alamat text,
    dusun text,
    rt text,
    rw text,
    hubungan_keluarga text,
    pekerjaan text,
    penerima_bpnt boolean,
    penerima_pkh boolean,
    no_kk text,
    nama_ibu_kandung text,
    tempat_lahir text,
    penerima_bpnt_ppkm boolean,
    penerima_pbi_jkn boolean,
    desil_p3ke smallint,
    persentil_p3ke smallint,
    status_kawin text,
    status_pekerjaan text,
    pendidikan text,
    resiko_stunting text,
    prioritas_verval text,
    penerima_bpum boolean,
    penerima_bst boolean,
    penerima_sembako boolean,
    penerima_prakerja boolean,
    penerima_kur boolean,
    p3ke_record_id integer,
    dtks_record_id integer,
    nama_record_id integer,
    nik_record_id integer,
    tanggal_lahir_record_id integer,
    jenis_kelamin_record_id integer,
    village_record_id integer,
    hubungan_keluarga_record_id integer,
    pekerjaan_record_id integer,
    penerima_bpnt_record_id integer,
    penerima_pkh_record_id integer
)
language sql stable parallel safe
as $$
select
    g.person_id,
    g.valid_from,
    g.p3ke_record_id is not null or g.dtks_record_id is not null as is_listed,
    g.p3ke_record_id is not null as is_listed_in_p3ke,
    g.dtks_record_id is not null as is_listed_in_dtks,
    case g.village_record_id
        when g.dtks_record_id then in_dtks.period is null
        when g.p3ke_record_id then in_p3ke.period is null
    end as is_carried_forward,
    case when g.nama_record_id = g.dtks_record_id then d.nama else p.nama end as nama,
    case when g.nik_record_id = g.dtks_record_id then d.nik else p.nik end as nik,
    case when g.tanggal_lahir_record_id = g.dtks_record_id then d.tanggal_lahir else p.tanggal_lahir end as tanggal_lahir,
    case when g.jenis_kelamin_record_id = g.dtks_record_id then d.jenis_kelamin else p.jenis_kelamin end as jenis_kelamin,
    case when g.village_record_id = g.dtks_record_id then d.village_code_kemendagri else p.village_code_kemendagri end as village_code_kemendagri,
    case when g.village_record_id = g.dtks_record_id then d.alamat else p.alamat end as alamat,
    case when g.village_record_id = g.dtks_record_id then d.dusun else p.dusun end as dusun,
    case when g.village_record_id = g.dtks_record_id then d.rt else p.rt end as rt,
    case when g.village_record_id = g.dtks_record_id then d.rw else p.rw end as rw,
    case when g.hubungan_keluarga_record_id = g.dtks_record_id then d.hubungan_keluarga else p.hubungan_keluarga end as hubungan_keluarga,
    case when g.pekerjaan_record_id = g.dtks_record_id then d.pekerjaan else p.pekerjaan end as pekerjaan,
    case when g.penerima_bpnt_record_id = g.dtks_record_id then d.penerima_bpnt else p.penerima_bpnt end as penerima_bpnt,
    case when g.penerima_pkh_record_id = g.dtks_record_id then d.penerima_pkh else p.penerima_pkh end as penerima_pkh,
    d.no_kk,
    d.nama_ibu_kandung,
    d.tempat_lahir,
    d.penerima_bpnt_ppkm,
    d.penerima_pbi_jkn,
    p.desil as desil_p3ke,
    p.persentil as persentil_p3ke,
    p.status_kawin,
    p.status_pekerjaan,
    p.pendidikan,
    p.resiko_stunting,
    p.prioritas_verval,
    p.penerima_bpum,
    p.penerima_bst,
    p.penerima_sembako,
    p.penerima_prakerja,
    p.penerima_kur,
    g.p3ke_record_id,
    g.dtks_record_id,
    g.nama_record_id,
    g.nik_record_id,
    g.tanggal_lahir_record_id,
    g.jenis_kelamin_record_id,
    g.village_record_id,
    g.hubungan_keluarga_record_id,
    g.pekerjaan_record_id,
    g.penerima_bpnt_record_id,
    g.penerima_pkh_record_id
from (
    select distinct on (v.person_id) v.*
    from registry.golden_version as v
    where
        v.valid_from <= of_period
        and v.known_from <= (select registry.run_at(known_at))
        and (v.known_to is null or v.known_to > (select registry.run_at(known_at)))
    order by v.person_id, v.valid_from desc
) as g
left join (
    select distinct on (v.record_id) v.*
    from registry.source_person_version as v
    where
        v.source = 'p3ke'
        and v.valid_from <= of_period
        and v.known_from <= (select registry.run_at(known_at))
        and (v.known_to is null or v.known_to > (select registry.run_at(known_at)))
    order by v.record_id, v.valid_from desc
) as p on g.p3ke_record_id = p.record_id
left join registry.delivered_village as in_p3ke
    on
        in_p3ke.source = 'p3ke'
        and in_p3ke.kind = 'person'
        and in_p3ke.period = of_period
        and in_p3ke.known_from <= (select registry.run_at(known_at))
        and (
            in_p3ke.known_to is null
            or in_p3ke.known_to > (select registry.run_at(known_at))
        )
        and p.village_code_kemendagri = in_p3ke.village_code_kemendagri
left join (
    select distinct on (v.record_id) v.*
    from registry.source_person_version as v
    where
        v.source = 'dtks'
        and v.valid_from <= of_period
        and v.known_from <= (select registry.run_at(known_at))
        and (v.known_to is null or v.known_to > (select registry.run_at(known_at)))
    order by v.record_id, v.valid_from desc
) as d on g.dtks_record_id = d.record_id
left join registry.delivered_village as in_dtks
    on
        in_dtks.source = 'dtks'
        and in_dtks.kind = 'person'
        and in_dtks.period = of_period
        and in_dtks.known_from <= (select registry.run_at(known_at))
        and (
            in_dtks.known_to is null
            or in_dtks.known_to > (select registry.run_at(known_at))
        )
        and d.village_code_kemendagri = in_dtks.village_code_kemendagri
$$;
comment on function registry.person_as_of is
'The golden record of every person in a month, as we knew it at a time; who is listed nowhere any more, too: see is_listed. Each value''s source record stands beside it; by pipelines/sync/survivorship.yaml';

create function registry.person_village(of_period date)
returns table (person_id integer, village_code_kemendagri text)
language sql stable parallel safe
as $$
select
    g.person_id,
    f.village_code_kemendagri
from (
    select distinct on (v.person_id)
        v.person_id,
        v.village_record_id
    from registry.golden_version as v
    where v.valid_from <= of_period and v.known_to is null
    order by v.person_id, v.valid_from desc
) as g
inner join (
    select distinct on (v.record_id)
        v.record_id,
        v.village_code_kemendagri
    from registry.source_person_version as v
    where v.valid_from <= of_period and v.known_to is null
    order by v.record_id, v.valid_from desc
) as f on g.village_record_id = f.record_id
$$;
comment on function registry.person_village is
'Where each listed person lives in a month, as known now: the one rule by which every count places people';
