-- Where tenants install; ids of those that come from what is there are taken from it, so that they sort by its time.
create table environment (
    id           text collate "C" primary key,
    organization text collate "C" not null references organization (name),
    name         text collate "C" not null,
    actor        text collate "C" not null,
    created_at   timestamptz not null,
    constraint environment_once unique (organization, name)
);
create index environment_by_organization on environment (organization, id);

insert into environment (id, organization, name, actor, created_at)
select 'env_' || substr(id, 5), name, 'default', 'system:registry-api', created_at from organization;

insert into environment (id, organization, name, actor, created_at)
select 'env_' || substr(min(id), 5), organization, environment, 'system:registry-api', min(created_at)
from installation where removed_at is null and environment <> 'default' group by organization, environment;
