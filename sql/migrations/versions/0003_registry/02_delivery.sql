create table registry.delivered_village (
    source text not null,
    kind text not null check (kind in ('person', 'family')),
    village_code_kemendagri text not null,
    period date not null,
    known_from integer not null,
    known_to integer,
    is_whole boolean not null
);
create unique index delivered_village_known on registry.delivered_village (
    source, kind, village_code_kemendagri, period
) where known_to is null;
comment on table registry.delivered_village is
'Which village a source delivered in which month, as a whole or in part, on the clock of what we knew';
comment on column registry.delivered_village.source is 'p3ke, dtks';
comment on column registry.delivered_village.kind is 'person or family rows';
comment on column registry.delivered_village.village_code_kemendagri is
'Kemendagri code of the village, ten digits';
comment on column registry.delivered_village.period is 'Month of the delivery';
comment on column registry.delivered_village.known_from is 'Run that brought it';
comment on column registry.delivered_village.known_to is 'Run that withdrew it; null: it holds';
comment on column registry.delivered_village.is_whole is
'A full snapshot: who is missing from it is not listed any more';
