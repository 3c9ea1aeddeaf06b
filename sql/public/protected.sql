-- Protected numbers on their way into the registers: one row per village or kecamatan and cell.
create temporary table protected (
    level text,
    area_code_kemendagri text,
    cell_id integer,
    truth integer,
    published integer
) on commit drop
