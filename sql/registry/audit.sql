-- Who looked at whom, and why.
insert into ops.audit (actor, action, subject, reason)
values (:actor, :action, :subject, :reason)
