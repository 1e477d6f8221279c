-- Copies of the secrets that installations' configs name, so that what runs can be started again while registry-api is away.
create table config_secret (
    installation_id text not null references installation (id) on delete cascade,
    revision        integer not null,
    name            text not null,
    -- AES-256-GCM by the key of this id (slipway.secrets.keys), for this row and no other.
    key_id          text not null,
    nonce           bytea not null,
    ciphertext      bytea not null,
    primary key (installation_id, revision, name)
);
-- For sealing again what an older key has sealed.
create index config_secret_by_key on config_secret (key_id, installation_id, revision, name);
