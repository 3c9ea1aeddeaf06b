-- Holds the steps of touched people's records that tell their golden records, each with whose it is and
-- from which month on that is told anew.
create temporary table golden_member (
    person_id integer not null,
    since date not null,
    record_id bigint not null,
    valid_from date not null,
    valid_to date
) on commit drop
