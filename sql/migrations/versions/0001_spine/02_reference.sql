create table reference.village (
    village_code_kemendagri text primary key,
    village_name text not null,
    kind text not null check (kind in ('desa', 'kelurahan')),
    kecamatan_code_kemendagri text not null,
    kecamatan_name text not null
);
comment on table reference.village is
'Villages of the regency as of Kepmendagri 300.2.2-2430/2025; ODbL 1.0, see pipelines/reference';

create table reference.region_change (
    old_code text not null,
    old_name text not null,
    new_code text not null,
    new_name text not null,
    change text not null,
    valid_from text
);
comment on table reference.region_change is 'Codes and names that villages had before';
