-- Imports are work: a leased worker does it, and the answer is read from here.
create table release_import (
    id           text collate "C" primary key,
    organization text collate "C" not null references organization (name),
    release_id   text collate "C" not null references release (id) on delete cascade,
    revision     bigint not null,
    state        text not null check (state in ('queued', 'running', 'succeeded', 'failed')),
    actor        text collate "C" not null,
    -- Raised by whoever takes it: what an earlier one brings is dropped.
    epoch        bigint not null,
    attempts     int not null,
    claimed_by   text,
    -- When it may be taken: at once, or when its worker has not been heard of until then.
    due_at       timestamptz not null,
    unresolved   text not null check (unresolved is json array),
    result       text check (result is json object),
    error        text,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    ended_at     timestamptz
);
-- One at a time for each release: the others join it, or give it more to do.
create unique index release_import_open on release_import (release_id) where ended_at is null;
create index release_import_due on release_import (due_at) where ended_at is null;
create index release_import_by_organization on release_import (organization) where ended_at is null;
create index release_import_by_release on release_import (release_id);
create index release_import_ended on release_import (ended_at) where ended_at is not null;
