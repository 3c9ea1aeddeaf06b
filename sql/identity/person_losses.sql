-- People of whom nodes were forgotten in this run: their rows were withdrawn or corrected.
-- Grain: one row per person. Reads sql/sync/forgotten_identity.sql.
create temporary table identity_loss on commit drop as
select distinct person_id as id
from pg_temp.forgotten_identity
