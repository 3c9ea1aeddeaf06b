-- What every node says that has match keys.
-- Joined with its other tables where it is read: rows this wide are slow to join here.
select
    node_id,
    list,
    source_key,
    village,
    nik,
    nik_15,
    words,
    sound,
    other_words,
    other_sound,
    mother_sound,
    born,
    born_other,
    birth_place,
    sex,
    role,
    street,
    rt
from linkage.match_key
