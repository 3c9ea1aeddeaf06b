-- Who took a drop out, and why.
insert into ops.audit (actor, action, subject, reason)
values (:actor, 'drop withdraw', :subject, :reason)
