-- People of each drop in each village, as far as their rows can be read.
select
    drop_id,
    village_code_kemendagri as village_code,
    count(*) as people
from {checked}
where village_code_kemendagri is not null and row_issue is null
group by drop_id, village_code_kemendagri
