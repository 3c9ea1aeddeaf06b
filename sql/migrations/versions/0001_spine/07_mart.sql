create table mart.village_population_monthly (
    period date not null,
    village_code_kemendagri text not null,
    source text not null check (source in ('p3ke', 'dtks', 'both', 'any')),
    desil smallint check (desil between 0 and 10),
    families integer,
    persons integer,
    rows integer,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null
);
create unique index on mart.village_population_monthly (
    period, village_code_kemendagri, source, coalesce(desil, -1)
);

create table mart.village_agreement_monthly (
    period date not null,
    village_code_kemendagri text not null,
    persons_any integer,
    persons_both integer,
    persons_p3ke_only integer,
    persons_dtks_only integer,
    as_of_p3ke date,
    as_of_dtks date,
    is_delivered boolean not null,
    primary key (period, village_code_kemendagri)
);

comment on table mart.village_population_monthly is
'Families, persons and rows of each village by month, source and decile; for officials, not suppressed';
comment on column mart.village_population_monthly.period is
'The month that the counts are about, its first day';
comment on column mart.village_population_monthly.village_code_kemendagri is
'Kemendagri code of the village, ten digits; see reference.village';
comment on column mart.village_population_monthly.source is
'p3ke, dtks; both: persons in both registries; any: persons in at least one';
comment on column mart.village_population_monthly.desil is
'P3KE welfare decile 1 to 10; 0 unknown; null all. 0 to 10 add up to all. DTKS alone has none: 0';
comment on column mart.village_population_monthly.families is
'Families: P3KE family ids, DTKS family cards (No KK); null for both and any until families are linked';
comment on column mart.village_population_monthly.persons is
'Distinct people of the registry, each in one village; null where never delivered, zero is zero';
comment on column mart.village_population_monthly.rows is
'Rows as staged, where they were sent; repeats count; null for both';
comment on column mart.village_population_monthly.as_of_p3ke is
'Month of the last whole P3KE delivery of the village; null: never delivered';
comment on column mart.village_population_monthly.as_of_dtks is
'Month of the last whole DTKS delivery of the village; null: never delivered';
comment on column mart.village_population_monthly.is_delivered is
'Whether the source was delivered for the village in this very month, in whole or in part';

comment on table mart.village_agreement_monthly is
'Persons of each village by where they are listed; for officials, not suppressed';
comment on column mart.village_agreement_monthly.period is
'The month that the counts are about, its first day';
comment on column mart.village_agreement_monthly.village_code_kemendagri is
'Kemendagri code of the village, ten digits; see reference.village';
comment on column mart.village_agreement_monthly.persons_any is
'People listed in P3KE, in DTKS or in both';
comment on column mart.village_agreement_monthly.persons_both is
'People listed in P3KE and in DTKS; null unless both were ever delivered';
comment on column mart.village_agreement_monthly.persons_p3ke_only is
'People listed in P3KE and not in DTKS; null unless both were ever delivered';
comment on column mart.village_agreement_monthly.persons_dtks_only is
'People listed in DTKS and not in P3KE; null unless both were ever delivered';
comment on column mart.village_agreement_monthly.as_of_p3ke is
'Month of the last whole P3KE delivery of the village; null: never delivered';
comment on column mart.village_agreement_monthly.as_of_dtks is
'Month of the last whole DTKS delivery of the village; null: never delivered';
comment on column mart.village_agreement_monthly.is_delivered is
'Whether any source was delivered for the village in this very month';
