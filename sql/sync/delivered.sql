-- Holds the villages that are delivered in a period. Grain: one row per source, kind and village.
create temporary table delivered (
    source text not null,
    kind text not null,
    village_code_kemendagri text not null
) on commit drop
