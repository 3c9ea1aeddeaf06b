-- Protected numbers on their way in: one row per village, kecamatan or regency and cell.
create temporary table protected (
    unit text,
    level text,
    area_code_kemendagri text,
    row_dimension text,
    row_category text,
    column_dimension text,
    column_category text,
    truth integer,
    published integer,
    is_shown boolean
) on commit drop
