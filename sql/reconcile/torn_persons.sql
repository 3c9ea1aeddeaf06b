-- People whose rows do not agree where they are. In the engine. Grain: one row per person.
select person_id
from present_person
where village_code_kemendagri <> other_village
