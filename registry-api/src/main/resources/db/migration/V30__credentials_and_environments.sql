-- Logins are sealed again when the key changes, as secrets of configs are: found by their key, and written by what writes those.
create index registry_credential_by_key on registry_credential (key_id, version_id);
alter table registry_credential alter column created_at set default now();

-- Of providers that were deleted before their logins went with them.
delete from registry_credential c using version v, provider p
where v.id = c.version_id and p.name = v.provider and p.deleted_at is not null;

-- A custom provider loses an environment with its organization: deployments and commits name it for good.
alter table custom_environment add column removed_at timestamptz;
update custom_environment e set removed_at = now(), wanted_version = null
where not exists (select 1 from environment o
    where o.organization = split_part(e.provider, '/', 1) and o.name = e.environment);

-- It has it again when something of it is installed there.
create or replace function custom_environment_follows() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into custom_environment (id, provider, environment, created_at, updated_at)
        values ('cpenv_' || substr(new.id, 5), new.provider, new.environment, new.created_at, new.created_at)
        on conflict (provider, environment) do update set removed_at = null, updated_at = excluded.updated_at
            where custom_environment.removed_at is not null;
    else
        update custom_deployment set due_at = now()
        where step in ('waiting', 'rolling') and environment = (
            select id from custom_environment where provider = new.provider and environment = new.environment);
    end if;
    return null;
end $$;

-- Where an organization's own provider serves, by the version: other organizations may have installed it a thousand times.
create index installation_of_own on installation (provider, serving_version, id)
    where removed_at is null and split_part(provider, '/', 1) = organization;
