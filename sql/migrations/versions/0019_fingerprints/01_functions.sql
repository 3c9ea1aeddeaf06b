create function registry.fingerprint(said text) returns bigint
language sql immutable strict parallel safe
return ('x0' || left(md5(said), 15))::bit(64)::bigint;
comment on function registry.fingerprint is
'60 bits of what is said: the same text has the same number on every server and in every version';

create function registry.record_id(key text, repeat integer) returns bigint
language sql immutable strict parallel safe
return ((('x' || left(md5(key), 12))::bit(48)::bigint) << 16) + repeat - 1;
comment on function registry.record_id is
'The number of a source record: 48 bits of its key, 16 of which of its repeats it is. Two keys that share their 48 bits count as repeats of each other, so no row is lost';
