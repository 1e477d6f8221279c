-- Who waits until another provider is installed beside it, found by the tenant's environment. A claimed one is being looked
-- at: it may be about to wait.
alter table installation
    add column place text collate "C" generated always as (
        (intent::jsonb ->> 'organization') || '/' || (intent::jsonb ->> 'environment')) stored,
    add column waits boolean generated always as (
        coalesce(outcome::jsonb #>> '{decision,rule}' = 'dependency_missing', false)) stored;
create index installation_waits on installation (place) where waits or lease_owner is not null;
