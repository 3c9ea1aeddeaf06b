-- Those of whom the drops of a period say another than the steps as known now.
-- Grain: one row per person or family, added to {touched}. Reads {state}, of this one period.
insert into {touched} ({key})
with known as materialized (
    select distinct on ({key}) {key}, {values}
    from {version}
    where known_to is null and valid_from <= :period
    order by {key}, valid_from desc
),

fresh_only as (
    select {key}, {values} from {state}
    except
    select {key}, {values} from known
),

known_only as (
    select {key}, {values} from known where village_code_kemendagri is not null
    except
    select {key}, {values} from {state}
)

(
    select {key} from fresh_only
    union
    select {key} from known_only
)
except
select {key} from {touched}
