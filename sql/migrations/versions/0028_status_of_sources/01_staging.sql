alter table staging.person add column status_keberadaan text;
comment on column staging.person.status_keberadaan is
'Whether the source still says that the person is there: ada, meninggal, pindah, ganda, tidak_ditemukan, ditolak (not accepted, or no more); null: it says nothing';

create function staging.gravest_status(said text[]) returns text
language sql immutable parallel safe
return case
    when 'meninggal' = any(said) then 'meninggal'
    when 'ganda' = any(said) then 'ganda'
    when 'pindah' = any(said) then 'pindah'
    when 'tidak_ditemukan' = any(said) then 'tidak_ditemukan'
    when 'ditolak' = any(said) then 'ditolak'
    when 'ada' = any(said) then 'ada'
end;
comment on function staging.gravest_status is
'What a row says that has several columns about it: the gravest, and of two the one that tells more; a refusal has its reasons';
