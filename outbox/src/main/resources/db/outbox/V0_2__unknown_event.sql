-- Records of types that the build which received them did not know. A build that does takes them in.
create table unknown_event (
    id              bigint generated always as identity primary key,
    consumer        text        not null,
    source          text        not null,
    aggregate_type  text        not null,
    aggregate_id    text        not null,
    sequence        bigint      not null,
    topic           text        not null,
    kafka_partition integer     not null,
    kafka_offset    bigint      not null,
    key             text,
    headers         jsonb       not null,
    value           bytea       not null,
    received_at     timestamptz not null,
    unique (consumer, source, aggregate_type, aggregate_id, sequence)
);
