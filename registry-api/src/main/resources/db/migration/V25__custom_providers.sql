-- A provider in one of its own organization's environments. What is installed there is an installation.
create table custom_environment (
    id             text collate "C" primary key,
    provider       text collate "C" not null references provider (name),
    environment    text collate "C" not null,
    -- What was deployed to it last; null when nothing was, or when that failed.
    wanted_version text collate "C" references version (id),
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    constraint custom_environment_unique unique (provider, environment)
);
create index custom_environment_by_provider on custom_environment (provider, id);
create index custom_environment_by_wanted on custom_environment (wanted_version) where wanted_version is not null;

-- What somebody wanted to serve, and why. Never altered.
create table custom_commit (
    id               text collate "C" primary key,
    provider         text collate "C" not null references provider (name),
    type             text not null check (type in ('create', 'merge', 'rollback')),
    message          text,
    actor            text collate "C",
    -- What served before; null when nothing did, or when several environments are meant.
    from_version     text collate "C" references version (id),
    to_version       text collate "C" not null references version (id),
    -- Null for none or several.
    environment      text collate "C" references custom_environment (id),
    -- Where a promoted version came from.
    from_environment text collate "C" references custom_environment (id),
    created_at       timestamptz not null
);
create index custom_commit_by_provider on custom_commit (provider, id);

-- A version on its way to an environment: work until it has ended.
create table custom_deployment (
    id              text collate "C" primary key,
    provider        text collate "C" not null references provider (name),
    version_id      text collate "C" not null references version (id),
    commit_id       text collate "C" not null references custom_commit (id),
    environment     text collate "C" not null references custom_environment (id),
    trigger         text not null check (trigger in ('manual', 'system', 'scm')),
    actor           text collate "C",
    -- Whose wish it is, when it is a user's.
    account         text collate "C" references account (id),
    -- waiting: for the build, or until it may begin. rolling: it was asked for, and the deployer is at work.
    step            text not null check (step in ('waiting', 'rolling', 'succeeded', 'failed')),
    -- What served when it was asked for: where a rollback goes.
    predecessor     text collate "C" references version (id),
    installation    text collate "C",
    -- Of the installation, from which on its outcome is that of this deployment.
    generation      bigint,
    error_code      text,
    error_message   text,
    superseded_by   text collate "C",
    -- What it has gone through: {at, text}.
    notes           text not null default '[]' check (notes is json array),
    -- When it is looked at next. Whoever does moves this on first, so that one who dies has it looked at again.
    due_at          timestamptz not null,
    looks           integer not null default 0,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    check ((error_code is null) = (error_message is null))
);
create index custom_deployment_by_provider on custom_deployment (provider, id);
create index custom_deployment_by_version on custom_deployment (version_id, id);
create index custom_deployment_by_commit on custom_deployment (commit_id, id);
create index custom_deployment_by_environment on custom_deployment (environment, id);
create index custom_deployment_due on custom_deployment (due_at) where step in ('waiting', 'rolling');
-- Of those that are not applied yet the last one counts.
create unique index custom_deployment_waiting on custom_deployment (environment) where step = 'waiting';
create index custom_deployment_rolling on custom_deployment (environment) where step = 'rolling';

insert into custom_environment (id, provider, environment, created_at, updated_at)
select distinct on (i.provider, i.environment) 'cpenv_' || substr(i.id, 5), i.provider, i.environment, i.created_at, i.created_at
from installation i
where split_part(i.provider, '/', 1) = i.organization
order by i.provider, i.environment, i.id;

-- An organization that installs a provider of its own has it in that environment, by whichever route. What becomes of the
-- installation wakes the deployments that wait for it.
create function custom_environment_follows() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into custom_environment (id, provider, environment, created_at, updated_at)
        values ('cpenv_' || substr(new.id, 5), new.provider, new.environment, new.created_at, new.created_at)
        on conflict (provider, environment) do nothing;
    else
        update custom_deployment set due_at = now()
        where step in ('waiting', 'rolling') and environment = (
            select id from custom_environment where provider = new.provider and environment = new.environment);
    end if;
    return null;
end $$;
create trigger custom_environment_begins after insert on installation
    for each row when (split_part(new.provider, '/', 1) = new.organization)
    execute function custom_environment_follows();
create trigger custom_environment_moves after update of outcome, removed_at, requested_generation on installation
    for each row when (split_part(new.provider, '/', 1) = new.organization)
    execute function custom_environment_follows();

-- The end of a build wakes the deployments that wait for it.
create function custom_deployment_follows_build() returns trigger language plpgsql as $$
begin
    update custom_deployment set due_at = now() where version_id = new.version_id and step = 'waiting';
    return null;
end $$;
create trigger custom_deployment_follows_build after update of build on custom_version
    for each row when (new.build <> old.build) execute function custom_deployment_follows_build();

-- A version is as far as the last deployment to each of its environments; what a later one has superseded does not count.
create function custom_version_follows_deployment() returns trigger language plpgsql as $$
begin
    update custom_version set updated_at = new.updated_at, rollout = (
        select case
            when bool_or(step in ('waiting', 'rolling')) then 'running'
            when bool_or(step = 'failed') then 'failed'
            when bool_or(step = 'succeeded') then 'succeeded'
        end
        from (select distinct on (environment) step from custom_deployment
            where version_id = new.version_id and superseded_by is null
            order by environment, id desc) as last)
    where version_id = new.version_id;
    return null;
end $$;
create trigger custom_version_follows_new_deployment after insert on custom_deployment
    for each row execute function custom_version_follows_deployment();
create trigger custom_version_follows_deployment after update of step on custom_deployment
    for each row when (new.step <> old.step) execute function custom_version_follows_deployment();
