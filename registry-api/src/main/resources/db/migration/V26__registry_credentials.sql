-- With what the builder gets a version's image from a registry that wants a login: sealed, and gone once it is there.
create table registry_credential (
    version_id text collate "C" primary key,
    key_id     text not null,
    nonce      bytea not null,
    ciphertext bytea not null,
    created_at timestamptz not null
);
