-- Notes a drop's part in a village.
insert into ops.delivery (
    period, source, kind, village_code_kemendagri, drop_id, relation, people, people_came,
    people_went, superseded_by
)
values (
    :period, :source, :kind, :village_code, :drop_id, :relation, :people, :people_came,
    :people_went, :superseded_by
)
