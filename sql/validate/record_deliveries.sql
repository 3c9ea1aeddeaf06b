-- Notes the drops' parts in their villages, all of a source and period at once.
insert into ops.delivery (
    period, source, kind, village_code_kemendagri, drop_id, relation, people, people_came,
    people_went, superseded_by
)
select
    :period,
    :source,
    d.kind,
    d.village_code,
    d.drop_id,
    d.relation,
    d.people,
    d.people_came,
    d.people_went,
    d.superseded_by
from jsonb_to_recordset(cast(:deliveries as jsonb)) as d (
    kind text,
    village_code text,
    drop_id integer,
    relation text,
    people integer,
    people_came integer,
    people_went integer,
    superseded_by integer
)
