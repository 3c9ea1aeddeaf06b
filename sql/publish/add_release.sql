-- Opens a release; its number. It is read by nobody before the transaction ends.
insert into mart.release (period, code_version, model_version, accepted_reason)
select
    :period,
    :code_version,
    (
        select r.model_version
        from ops.linkage_run as r
        where r.period <= :period
        order by r.period desc
        limit 1
    ) as model_version,
    :accepted_reason
returning release_no
