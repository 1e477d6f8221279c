-- A version that was only overtaken, or removed on its way, has not failed: what another request has ended does not count.
create or replace function custom_version_follows_deployment() returns trigger language plpgsql as $$
begin
    update custom_version set updated_at = new.updated_at, rollout = (
        select case
            when bool_or(step in ('waiting', 'rolling')) then 'running'
            when bool_or(step = 'failed') then 'failed'
            when bool_or(step = 'succeeded') then 'succeeded'
        end
        from (select distinct on (environment) step from custom_deployment
            where version_id = new.version_id and superseded_by is null
              and coalesce(error_code, '') not in ('superseded', 'uninstalled')
            order by environment, id desc) as last)
    where version_id = new.version_id;
    return null;
end $$;

update custom_version v set rollout = (
    select case
        when bool_or(step in ('waiting', 'rolling')) then 'running'
        when bool_or(step = 'failed') then 'failed'
        when bool_or(step = 'succeeded') then 'succeeded'
    end
    from (select distinct on (environment) step from custom_deployment
        where version_id = v.version_id and superseded_by is null
          and coalesce(error_code, '') not in ('superseded', 'uninstalled')
        order by environment, id desc) as last)
where v.rollout = 'failed'
  and v.version_id in (select version_id from custom_deployment where error_code in ('superseded', 'uninstalled'));
