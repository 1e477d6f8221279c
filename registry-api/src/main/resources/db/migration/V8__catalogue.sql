-- When something of a provider was released first: until then it is its own organization's alone.
alter table provider add column released_at timestamptz;
update provider set released_at = released.first
from (
    select provider, min(published_at) as first
    from version where published_at is not null group by provider
) as released
where released.provider = provider.name;

-- Tags that jsonb cannot hold are of no use to anybody; from here on they are refused.
update provider set tags = '[]' where tags like '%\\u%';

-- The words that it is found by, the heaviest first. Punctuation goes: PostgreSQL would take a/b for a file's path and
-- a.b for a host, and not find the parts.
alter table provider add column search tsvector generated always as (
    setweight(to_tsvector('simple', translate(name, '/-', '  ')), 'A')
    || setweight(to_tsvector('simple', translate(coalesce(display_name, ''), '/-_.:@<>&', '         ')), 'B')
    || setweight(jsonb_to_tsvector('simple', translate(tags, '/-_.:@<>&', '         ')::jsonb, '["string"]'), 'C')
    || setweight(to_tsvector('simple', translate(coalesce(description, ''), '/-_.:@<>&', '         ')), 'D')) stored;
create index provider_by_search on provider using gin (search) where deleted_at is null;

-- Tags as an array: of its elements PostgreSQL keeps counts, and so tells frequent tags, for which it walks a list, from
-- rare ones, for which it asks the index.
create function words_of(tags text) returns text[] language sql immutable parallel safe
    return array(select word from jsonb_array_elements_text(tags::jsonb) as word);
alter table provider add column tag_words text[] generated always as (words_of(tags)) stored;
create index provider_by_tags on provider using gin (tag_words) where deleted_at is null;
create index provider_public on provider (id)
    where visibility = 'public' and released_at is not null and deleted_at is null;

-- Who reads a provider beyond what its visibility says: a user, or an organization with all its members.
create table share (
    id           text collate "C" not null,
    provider_id  text collate "C" not null references provider (id),
    organization text collate "C" references organization (name),
    account      text collate "C" references account (id),
    -- One of both: no organization's name has an underscore, every user's id has one.
    grantee      text collate "C" not null generated always as (coalesce(organization, account)) stored,
    created_at   timestamptz not null,
    check (num_nonnulls(organization, account) = 1),
    -- Nobody asks for an id alone, and no list is to walk along the ids of all providers' shares.
    primary key (provider_id, id),
    constraint share_once unique (grantee, provider_id)
);

-- Work: who may read this provider has changed, so its installations are to be looked at, those after this one.
create table access_review (
    id       bigint generated always as identity primary key,
    provider text collate "C" not null references provider (name),
    after    text collate "C" not null default ''
);

alter table installation
    -- Whose share it was installed by, should its organization have none; null for a token that is nobody's.
    add column installed_by text collate "C" references account (id),
    drop constraint installation_pin_cause_check,
    add constraint installation_pin_cause_check check (pin_cause in ('upgrade', 'downgrade', 'rollback', 'access'));
