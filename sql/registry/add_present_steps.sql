-- Writes the steps at which a record says something new in a month; also that its person is not there: such a
-- step is not present, and has what the row says all the same. Reads sql/registry/missing_step.sql.
insert into registry.source_{kind}_version (
    record_id, valid_from, known_from, is_present, hash, {columns}
)
select
    m.record_id,
    m.valid_from,
    :run as known_from,
    {is_present} as is_present,
    m.hash,
    {new_values}
from pg_temp.missing_step as m
inner join staging.{kind} as s on m.row_id = s.row_id
where m.valid_from = :period and s.period = :period
-- In the order of its key: the index then leaves the room that it is told to leave.
order by m.record_id
