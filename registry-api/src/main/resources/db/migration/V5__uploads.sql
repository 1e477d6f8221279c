-- Uploads that were asked for. Until it is confirmed, nothing of one is a version; whatever has expired is removed.
create table upload (
    id              text collate "C" primary key,
    organization    text collate "C" not null references organization (name),
    -- org/name; it may be that its first version is uploaded.
    provider        text collate "C" not null,
    number          text collate "C" not null,
    source_hash     text collate "C" not null,
    size_bytes      bigint,
    lock_hash       text collate "C",
    lock_size_bytes bigint,
    base_version_id text collate "C" references version (id),
    force           boolean not null,
    -- What it became; null until it is confirmed.
    version_id      text collate "C" references version (id),
    created_at      timestamptz not null,
    expires_at      timestamptz not null
);
create index upload_by_expiry on upload (expires_at);

alter table version
    add column base_version_id      text collate "C" references version (id),
    add column lock_hash            text collate "C" references blob (sha256),
    add column service_dependencies text not null default '[]' check (service_dependencies is json array),
    add column package_json         text check (package_json is json object);
create index version_by_base on version (base_version_id) where base_version_id is not null;
create index version_by_lock on version (lock_hash) where lock_hash is not null;
create index version_by_provider_and_source on version (provider, source_hash, id);
