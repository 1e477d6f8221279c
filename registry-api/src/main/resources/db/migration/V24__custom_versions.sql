-- What a version is as one of a custom provider: a number without gaps, the name that its maker gave it, and how far it has
-- got. The rows follow from those of versions in the same transaction: whoever makes a version, by whichever route and in
-- whichever build of this service, gives it an index under the provider's lock.
create table custom_version (
    version_id   text collate "C" primary key references version (id),
    provider     text collate "C" not null references provider (name),
    custom_index integer not null,
    -- As it was given; null when none was.
    identifier   text collate "C",
    -- user:usr_…, token:tok_… or workflow:pub_…; null when nobody knows any more.
    actor        text collate "C",
    build        text not null check (build in ('queued', 'running', 'succeeded', 'failed')),
    -- Of all its deployments together; null when it was deployed nowhere.
    rollout      text check (rollout in ('running', 'succeeded', 'failed')),
    status       text not null generated always as (
        case build
            when 'queued' then 'queued'
            when 'running' then 'deploying'
            when 'failed' then 'deployment_failed'
            else case rollout
                when 'running' then 'deploying'
                when 'failed' then 'deployment_failed'
                else 'deployment_succeeded'
            end
        end) stored,
    updated_at   timestamptz not null,
    constraint custom_version_index_unique unique (provider, custom_index),
    constraint custom_version_identifier_unique unique (provider, identifier)
);
create index custom_version_by_provider on custom_version (provider, version_id);
create index custom_version_by_status on custom_version (provider, status, version_id);

-- The highest number that a provider has, published or not: what the next one is counted from.
create index version_by_release_order on version (provider, release_order);

insert into custom_version (version_id, provider, custom_index, identifier, actor, build, updated_at)
select v.id, v.provider, row_number() over (partition by v.provider order by v.id), v.number,
    (select a.actor from audit_entry a
        where a.organization = split_part(v.provider, '/', 1) and a.subject = v.provider || '@' || v.number
          and a.action = 'version.published'
        order by a.id limit 1),
    case v.status when 'building' then 'queued' when 'failed' then 'failed' else 'succeeded' end, v.updated_at
from version v;

create function custom_version_follows() returns trigger language plpgsql as $$
declare
    build_now text := case new.status when 'building' then 'queued' when 'failed' then 'failed' else 'succeeded' end;
begin
    if tg_op = 'INSERT' then
        insert into custom_version (version_id, provider, custom_index, identifier, build, updated_at)
        select new.id, new.provider, coalesce(max(custom_index), 0) + 1, new.number, build_now, new.created_at
        from custom_version where provider = new.provider;
    -- That a version was withdrawn changes nothing of this.
    elsif new.build_id <> old.build_id or (old.status = 'building' and new.status <> 'building') then
        -- Another attempt begins anew; deployments that had not heard of the end of the last one go on waiting.
        update custom_version set build = build_now, updated_at = new.updated_at,
            rollout = case when new.build_id = old.build_id or exists (select 1 from custom_deployment
                where version_id = new.id and step in ('waiting', 'rolling')) then rollout end
        where version_id = new.id;
    end if;
    return null;
end $$;
create trigger custom_version_follows after insert or update of status, build_id on version
    for each row execute function custom_version_follows();
