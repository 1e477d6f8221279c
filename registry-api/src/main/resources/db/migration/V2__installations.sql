-- What a tenant wants of a provider, and what deployer told last of it.
create table installation (
    id                   text collate "C" primary key,
    organization         text collate "C" not null references organization (name),
    environment          text collate "C" not null,
    provider             text collate "C" not null references provider (name),
    sequence             bigint not null,
    generation           bigint not null,
    requested_generation bigint not null,
    desired              text not null check (desired in ('present', 'absent')),
    delete_data          boolean not null,
    version              text collate "C" not null,
    pin                  text collate "C",
    -- Which request set the pin: a rollback repeated is no second step back.
    pin_cause            text check (pin_cause in ('upgrade', 'downgrade', 'rollback')),
    upgrade_policy       text not null check (upgrade_policy in ('auto', 'manual')),
    version_range        text,
    resource_tier        text not null check (resource_tier in ('free', 'standard', 'performance')),
    config_revision      integer not null,
    last_config_revision integer not null,
    config               text not null check (config is json object),
    actor                text,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    outcome_sequence     bigint not null default 0,
    outcome              text check (outcome is json object),
    -- Revisions that have served, oldest first: what a rollback may restore.
    served               text not null default '[]' check (served is json array),
    -- A tombstone: its id is never given again, late outcomes of it change nothing.
    removed_at           timestamptz,
    check ((pin is null) = (pin_cause is null))
);
create unique index installation_once on installation (organization, environment, provider) where removed_at is null;
create index installation_by_organization on installation (organization, id) where removed_at is null;
create index installation_by_provider on installation (provider, id) where removed_at is null;

create table config_revision (
    installation_id text collate "C" not null references installation (id) on delete cascade,
    revision        integer not null,
    config          text not null check (config is json object),
    created_at      timestamptz not null,
    primary key (installation_id, revision)
);
