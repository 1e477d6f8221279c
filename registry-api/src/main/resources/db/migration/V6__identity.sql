-- People, made by the organization that vouches for them: it alone issues their tokens.
create table account (
    id           text collate "C" primary key,
    name         text not null,
    home         text collate "C" not null references organization (name),
    created_at   timestamptz not null
);

create table member (
    organization text collate "C" not null references organization (name),
    account      text collate "C" not null references account (id),
    role         text not null check (role in ('owner', 'publisher', 'operator', 'viewer')),
    created_at   timestamptz not null,
    primary key (organization, account)
);
create index member_by_account on member (account, organization);

-- CI workflows that may exchange their OIDC token for one of ours.
create table publisher (
    id            text collate "C" primary key,
    organization  text collate "C" not null references organization (name),
    -- org/name; it may be bound before its first version makes it.
    provider      text collate "C" not null,
    issuer        text collate "C" not null,
    -- The issuer's immutable id: a repository's name can be given to another one.
    repository_id text collate "C" not null,
    workflow      text collate "C" not null,
    environment   text collate "C",
    created_at    timestamptz not null,
    constraint publisher_unique unique nulls not distinct (provider, issuer, repository_id, workflow, environment)
);
create index publisher_by_provider on publisher (provider, id);

-- OIDC tokens that were exchanged: none is taken twice.
create table used_oidc_token (
    issuer     text collate "C" not null,
    jti        text collate "C" not null,
    expires_at timestamptz not null,
    primary key (issuer, jti)
);
create index used_oidc_token_by_expiry on used_oidc_token (expires_at);

-- Operators' bootstrap secrets that were used.
create table used_bootstrap_secret (
    sha256       text collate "C" primary key,
    organization text collate "C" not null references organization (name),
    used_at      timestamptz not null
);

alter table token
    add column name      text not null default 'first token',
    -- The only provider it may touch, org/name; null for all.
    add column provider  text collate "C",
    -- Whose it is; null for one that is nobody's in particular. It is worth what this member's role is worth.
    add column account   text collate "C" references account (id),
    -- The workflow that got it in exchange.
    add column publisher text collate "C";
alter table token alter column name drop default;
create index token_by_organization on token (organization, id);
create index token_by_publisher on token (publisher) where publisher is not null;

create table audit_entry (
    id           text collate "C" primary key,
    -- Whose log it is in.
    organization text collate "C" not null references organization (name),
    -- user:usr_…, token:tok_…, workflow:pub_… or system:….
    actor        text collate "C" not null,
    action       text collate "C" not null,
    subject      text collate "C" not null,
    details      text not null check (details is json object),
    created_at   timestamptz not null
);
create index audit_entry_by_organization on audit_entry (organization, id);
create index audit_entry_by_actor on audit_entry (organization, actor, id);
create index audit_entry_by_action on audit_entry (organization, action, id);
create index audit_entry_by_subject on audit_entry (organization, subject, id);
