-- Questions of the run before: only those of now are asked.
delete from linkage.review
