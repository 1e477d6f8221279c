-- Ids are compared as bytes everywhere (collate "C"): their base62 digits then sort by creation.

create table organization (
    id           text collate "C" primary key,
    name         text collate "C" not null unique,
    -- The name without hyphens, o as 0 and l as 1: two organizations may not look alike.
    likeness     text collate "C" not null unique,
    created_at   timestamptz not null
);

create table token (
    id           text collate "C" primary key,
    organization text collate "C" not null references organization (name),
    sha256       text collate "C" not null unique,
    -- Space-separated words of read, publish, install, admin.
    scopes       text not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
);

create table provider (
    id             text collate "C" primary key,
    -- org/name
    name           text collate "C" not null unique,
    organization   text collate "C" not null references organization (name),
    display_name   text,
    description    text,
    tags           text not null default '[]' check (tags is json array),
    icon_url       text,
    visibility     text not null default 'public' check (visibility in ('private', 'organization', 'public')),
    -- The version that `latest` stands for, kept by whoever releases or withdraws one.
    latest_version text collate "C",
    version_scheme text not null check (version_scheme in ('calendar', 'semver')),
    created_at     timestamptz not null,
    updated_at     timestamptz not null
);
create index provider_by_organization on provider (organization, id);

-- One row per package that may lie in the blob store. Whoever trusts a file locks its row first.
create table blob (
    sha256     text collate "C" primary key,
    size_bytes bigint not null,
    created_at timestamptz not null,
    touched_at timestamptz not null
);
create index blob_by_touch on blob (touched_at);

create table version (
    id                text collate "C" primary key,
    provider          text collate "C" not null references provider (name),
    number            text collate "C" not null,
    -- The number without build metadata: two versions may not differ in that only.
    bare_number       text collate "C" not null,
    sequence          bigint not null,
    status            text not null check (status in ('building', 'published', 'failed', 'yanked')),
    build_id          text collate "C" not null,
    source_hash       text collate "C" not null references blob (sha256),
    source_size_bytes bigint not null,
    runtime           text not null,
    runtime_version   text not null,
    runtime_image     text,
    manifest          text not null check (manifest is json object),
    -- What the publisher said about the provider: applied to it when this version is published.
    metadata          text not null check (metadata is json object),
    changelog         text,
    image             text,
    schemas           text check (schemas is json array),
    active            boolean not null default false,
    yank_level        text check (yank_level in ('hide', 'block', 'move')),
    yank_reason       text,
    error_code        text,
    error_message     text,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    published_at      timestamptz,
    constraint version_number_unique unique (provider, number),
    constraint version_bare_number_unique unique (provider, bare_number)
);
create index version_by_provider on version (provider, id);
create index version_by_source on version (source_hash);
create index version_building on version (id) where status = 'building';
create unique index version_active on version (provider) where active;
