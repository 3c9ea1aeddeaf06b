-- The places of the flow; a step is a verb, a place is a noun.
create schema ops;
comment on schema ops is 'Drops, runs, steps, validation results, balance, audit';
create schema raw;
comment on schema raw is 'Rows as text, as they came, partitioned by period';
create schema quarantine;
comment on schema quarantine is 'Rows set aside, each with its reasons';
create schema staging;
comment on schema staging is 'Typed persons and families of the accepted drops in one shape';
create schema linkage;
comment on schema linkage is 'Nodes, clusters, scored pairs, decisions';
create schema registry;
comment on schema registry is 'One person, one family, with history';
create schema mart;
comment on schema mart is 'Village tables by month: counts only, no personal data';
create schema reference;
comment on schema reference is 'Regions by validity, code lists';
