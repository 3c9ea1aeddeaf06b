drop function registry.source_person_as_of;
create function registry.source_person_as_of(
    of_period date, known_at timestamptz default 'infinity'
)
returns table (
    record_id bigint,
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
    resiko_stunting text,
    reason text
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
    f.resiko_stunting,
    f.reason
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

create or replace view registry.source_person_history as
select
    i.person_id,
    case
        when v.known_to is null
            then lead(v.valid_from) over (
                partition by v.record_id, v.known_to is null
                order by v.valid_from
            )
    end as valid_until,
    known.known_at,
    withdrawn.known_at as withdrawn_at,
    v.*
from registry.source_person_version as v
left join registry.identity as i on v.node_id = i.node_id
inner join registry.sync_run as known on v.known_from = known.run_id
left join registry.sync_run as withdrawn on v.known_to = withdrawn.run_id;
comment on column registry.source_person_history.reason is
'Why it is not present, where a row of the source says so: meninggal, pindah, ganda, tidak_ditemukan, ditolak';

-- With the columns that it has had all along.
do $$
begin
    execute format(
        'create or replace view registry.standing_person as %s and coalesce(p.status_keberadaan, ''ada'') = ''ada''',
        rtrim(pg_get_viewdef('registry.standing_person'::regclass), ';')
    );
end
$$;
comment on view registry.standing_person is
'Person rows that stand in a period, carried forward where a village was not delivered; not those that say that their person is not there';
