-- A deleted version or provider leaves a tombstone: its name is never given again.
alter table version
    add column deprecation_message     text,
    add column successor               text collate "C",
    add column activate_when_published boolean not null default false,
    add column deleted_at              timestamptz,
    add constraint version_deprecation check (successor is null or deprecation_message is not null);

alter table provider add column deleted_at timestamptz;

-- Which installations a version matters to: those it serves and those that move to it. What was asked for last is the
-- target until deployer has seen it.
alter table installation
    add column target_version  text collate "C"
        generated always as (
            case
                when (outcome::jsonb ->> 'observed_generation')::bigint >= requested_generation
                    then coalesce(outcome::jsonb #>> '{target,version}', version)
                else version
            end) stored,
    add column serving_version text collate "C"
        generated always as (outcome::jsonb #>> '{serving,version}') stored;
create index installation_by_target on installation (provider, target_version, id) where removed_at is null;
create index installation_by_serving on installation (provider, serving_version, id) where removed_at is null;
