-- Who opened a number of the books to its ids.
insert into ops.audit (actor, action, subject)
values (:actor, 'reconcile ids', :subject)
