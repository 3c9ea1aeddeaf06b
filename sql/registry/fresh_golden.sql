-- Holds who speaks for the touched people, as told anew.
create temporary table fresh_golden on commit drop as
select *
from registry.golden_speaker
with no data
