-- What the books of months open with. Grain: one row per month.
select period, opening_period, opening_run
from registry.book_opening
where period = any(:periods)
