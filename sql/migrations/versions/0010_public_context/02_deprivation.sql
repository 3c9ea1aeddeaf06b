-- Which answers about a dwelling count as a deprivation: a definition, for whoever adds them up.
create view mart_public.deprivation as
select
    item,
    category,
    why
from reference.deprivation;
comment on view mart_public.deprivation is
'Answers about a dwelling that count as a deprivation';
comment on column mart_public.deprivation.item is
'The question: a row_dimension of mart_public.area_families_monthly';
comment on column mart_public.deprivation.category is 'The answer: its row_category';
comment on column mart_public.deprivation.why is 'Why it counts';
