-- Notes who let a change pass or took a release out, and why.
insert into ops.audit (actor, action, subject, reason)
values (:actor, :action, :subject, :reason)
