-- Releases that were imported: the document as it was given, and what was found of each thing that it names.
create table release (
    id           text collate "C" primary key,
    organization text collate "C" not null references organization (name),
    -- org/name; it may be that its first version is imported.
    provider     text collate "C" not null,
    number       text collate "C" not null,
    name         text not null,
    document     text not null check (document is json object),
    -- Raised by each import of another document.
    revision     bigint not null,
    status       text not null check (status in ('draft', 'released')),
    -- Whether all artifacts are kept here and all images have digests.
    verified     boolean not null,
    actor        text collate "C" not null,
    -- What it became; null for a draft, and for artifacts alone.
    version_id   text collate "C" references version (id),
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    released_at  timestamptz,
    constraint release_once unique (provider, number)
);
create index release_by_provider on release (provider, id);
create index release_by_version on release (version_id) where version_id is not null;

create table release_artifact (
    release_id    text collate "C" not null references release (id) on delete cascade,
    position      int not null,
    organization  text collate "C" not null,
    name          text not null,
    sha256        text collate "C" not null,
    size_bytes    bigint not null,
    state         text not null check (state in ('pending', 'verified', 'mismatched', 'unreachable')),
    actual_sha256 text collate "C",
    message       text,
    primary key (release_id, position)
);
create index release_artifact_by_blob on release_artifact (organization, sha256);

create table release_image (
    release_id text collate "C" not null references release (id) on delete cascade,
    position   int not null,
    url        text not null,
    state      text not null check (state in ('pending', 'pinned', 'unreachable')),
    digest     text collate "C",
    message    text,
    primary key (release_id, position)
);

-- Which artifacts an organization has here. Nobody gets another one's by naming their digest.
create table artifact_blob (
    organization text collate "C" not null references organization (name),
    sha256       text collate "C" not null references blob (sha256),
    size_bytes   bigint not null,
    -- Since when perhaps no release names it; null while one does.
    unused_since timestamptz,
    primary key (organization, sha256)
);
create index artifact_blob_by_blob on artifact_blob (sha256);
create index artifact_blob_unused on artifact_blob (unused_since) where unused_since is not null;
