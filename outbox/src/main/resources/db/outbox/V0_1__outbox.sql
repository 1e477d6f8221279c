create table outbox (
    id             bigint generated always as identity primary key,
    aggregate_type text        not null,
    aggregate_id   text        not null,
    sequence       bigint      not null,
    -- hash(key) mod 64: rows of one key are always relayed by one process
    shard          smallint    not null check (shard between 0 and 63),
    topic          text        not null,
    key            text        not null,
    type           text        not null,
    payload        text        not null,
    headers        jsonb       not null,
    created_at     timestamptz not null,
    published_at   timestamptz
);
create index outbox_unpublished on outbox (shard, id) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;

-- Who relays which shard. The epoch grows with every change of owner and fences what an earlier owner still does.
create table outbox_shard (
    shard      smallint    primary key check (shard between 0 and 63),
    owner      text,
    epoch      bigint      not null default 0,
    expires_at timestamptz not null default '-infinity'
);
insert into outbox_shard (shard) select generate_series(0, 63);

-- The relays that live: the shards are divided by their number.
create table outbox_relay (
    instance text        primary key,
    seen_at  timestamptz not null
);

-- The newest that each consumer has taken in of each aggregate.
create table inbox_watermark (
    consumer       text        not null,
    source         text        not null,
    aggregate_type text        not null,
    aggregate_id   text        not null,
    sequence       bigint      not null,
    updated_at     timestamptz not null,
    primary key (consumer, source, aggregate_type, aggregate_id)
);

-- Records that can never be taken in as they are.
create table dead_letter (
    id            bigint generated always as identity primary key,
    consumer      text        not null,
    topic         text        not null,
    kafka_partition integer   not null,
    kafka_offset  bigint      not null,
    key           text,
    headers       jsonb       not null,
    value         bytea,
    cause         text        not null,
    received_at   timestamptz not null
);
create index dead_letter_received on dead_letter (received_at);
