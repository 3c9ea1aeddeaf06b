-- What a source says of a kind, column by column: all that both staging and the facts have.
select a.attname as column_name
from pg_attribute as a
inner join pg_attribute as b on a.attname = b.attname
where
    a.attrelid = cast('registry.source_{kind}_version' as regclass)
    and b.attrelid = cast('staging.{kind}' as regclass)
    and a.attnum > 0
    and b.attnum > 0
    and not a.attisdropped
order by a.attnum
