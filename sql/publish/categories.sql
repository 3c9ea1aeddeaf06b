-- Answers that tables show even where nobody gave them: zero is zero.
create temporary table category (dimension text, category text) on commit drop
