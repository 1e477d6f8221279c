-- One row per build_id. Ids sort by creation in byte order, so keyset pages need the C collation.
create table build (
    id             text collate "C" primary key,
    version_id     text        not null,
    provider       text        not null,
    organization   text        not null,
    version        text        not null,
    sequence       bigint      not null,
    status         text        not null check (status in ('queued', 'running', 'succeeded', 'failed')),
    source_hash    text        not null,
    source_size    bigint      not null,
    runtime_image  text,
    attempt        integer     not null,
    faults         integer     not null,
    not_before     timestamptz not null,
    lease_owner    text,
    lease_until    timestamptz,
    epoch          bigint      not null,
    image          text,
    schemas        text,
    error_code     text,
    error_message  text,
    created_at     timestamptz not null,
    started_at     timestamptz,
    finished_at    timestamptz
);

create index build_open on build (created_at, id) where status in ('queued', 'running');
create index build_running on build (organization) where status = 'running';
create index build_version on build (version_id);
-- Round robin between organizations asks for the last start of each.
create index build_organization_started on build (organization, started_at);

create table build_log (
    build_id text collate "C" not null references build (id) on delete cascade,
    line     integer     not null,
    time     timestamptz not null,
    text     text        not null,
    primary key (build_id, line)
);

-- The newest state of each version that was acted upon, whether an event or a snapshot brought it.
create table version_seen (
    version_id text primary key,
    sequence   bigint not null
);
