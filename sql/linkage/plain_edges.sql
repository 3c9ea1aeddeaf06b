-- Nodes that exact keys take for one person: each with the one before it in its group.
with standing as (
    select distinct on (rn.node_id)
        rn.node_id,
        p.village_code_kemendagri,
        p.nik,
        p.tanggal_lahir,
        lower(p.nama) as name,
        split_part(lower(p.nama), ' ', 1) as first_word
    from linkage.row_node as rn
    inner join staging.person as p
        on rn.period = p.period and rn.row_id = p.row_id
    order by rn.node_id, rn.period, rn.row_id
),

same_nik_and_first_word as (
    select
        node_id,
        lag(node_id) over (partition by nik, first_word order by node_id) as other_id
    from standing
    where nik is not null and first_word is not null
),

same_name_birth_date_village as (
    select
        node_id,
        lag(node_id) over (
            partition by name, tanggal_lahir, village_code_kemendagri order by node_id
        ) as other_id
    from standing
    where name is not null and tanggal_lahir is not null
)

select
    node_id,
    coalesce(other_id, node_id) as other_id
from same_nik_and_first_word
union
select
    node_id,
    coalesce(other_id, node_id)
from same_name_birth_date_village
union
select
    node_id,
    node_id
from standing
