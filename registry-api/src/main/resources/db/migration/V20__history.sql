-- Every rollout of an installation, as deployer told of it; what it was begun for stays as it was told first.
create table rollout (
    id              text collate "C" primary key,
    installation_id text collate "C" not null references installation (id) on delete cascade,
    number          bigint not null,
    from_version    text collate "C",
    to_version      text collate "C" not null,
    actor           text,
    reason          text,
    result          text,
    rule            text,
    inputs          text check (inputs is json object),
    steps           text check (steps is json array),
    decided_at      timestamptz,
    started_at      timestamptz not null,
    finished_at     timestamptz
);
create index rollout_of_installation on rollout (installation_id, id);

-- How far an installation's history is complete. Behind a gap, deployer is asked for what was missed.
create table rollout_history (
    installation_id text collate "C" primary key references installation (id) on delete cascade,
    complete_to     bigint not null,
    gap             boolean not null
);
create index rollout_history_gap on rollout_history (installation_id) where gap;
