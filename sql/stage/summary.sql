-- What became of the rows of a source's accepted drops of a period.
select
    coalesce(sum(staged_rows), 0)::integer as staged,
    coalesce(sum(set_aside_rows), 0)::integer as set_aside,
    coalesce(sum(superseded_rows), 0)::integer as superseded
from ops.drop
where period = :period and source = :source and state = 'accepted'
