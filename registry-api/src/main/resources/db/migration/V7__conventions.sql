-- Requests that came with an Idempotency-Key and were done: sent again, they get the same answer.
create table kept_answer (
    organization text collate "C" not null,
    -- Whose key it is: user:usr_…, token:tok_… or workflow:pub_….
    actor        text collate "C" not null,
    key          text collate "C" not null,
    -- SHA-256 of method, target and body.
    fingerprint  text collate "C" not null,
    -- Null when the answer showed a secret, and so is not kept.
    status       integer,
    etag         text,
    -- JSON as it was sent; null for none.
    body         text,
    expires_at   timestamptz not null,
    primary key (organization, actor, key)
);
create index kept_answer_by_expiry on kept_answer (expires_at);
