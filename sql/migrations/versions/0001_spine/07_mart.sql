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
