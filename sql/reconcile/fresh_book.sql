-- Holds the books of some months as they are now.
create temporary table fresh_book (
    period date not null,
    entity text not null,
    source text not null,
    village_code_kemendagri text not null,
    opening integer not null,
    split integer not null,
    merged integer not null,
    corrected integer not null,
    known_opening integer not null,
    new integer not null,
    returned integer not null,
    moved_in integer not null,
    moved_out integer not null,
    dead integer not null,
    refused integer not null,
    dropped integer not null,
    closing integer not null,
    difference integer not null
) on commit drop
