-- Books of a period that do not close, as last closed: one line of text for each entity and source, and
-- for villages whose rows are not all in the registry; none when all is well.
select
    'books of ' || b.entity || ' ' || b.source || ': ' || count(*) filter (where b.difference <> 0)
    || ' villages do not close, by ' || sum(abs(b.difference)) || '; moved in '
    || sum(b.moved_in) || ', moved out ' || -sum(b.moved_out) as line
from registry.book as b
where b.period = :period
group by b.entity, b.source
having bool_or(b.difference <> 0) or sum(b.moved_in) <> -sum(b.moved_out)
union all
select
    r.village_code_kemendagri || ' ' || r.source || ': ' || r.staged_rows || ' rows staged, '
    || r.standing_rows || ' stand in the registry' as line
from registry.book_row_check as r
where r.period = :period
