-- Every rollout of an installation, for registry-api's history: an event tells the last ones only.
create table rollout (
    installation_id text not null references installation (id) on delete cascade,
    number bigint not null,
    record text not null,
    primary key (installation_id, number)
);
