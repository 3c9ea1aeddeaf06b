-- Holds the movements of one period's books.
create temporary table book_movement (
    entity text not null,
    id integer not null,
    source text not null,
    village_code_kemendagri text not null,
    movement text not null,
    change smallint not null
) on commit drop
