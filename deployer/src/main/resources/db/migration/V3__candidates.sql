-- What a version is chosen by, without its state: whether it is the active one, and of a release its image and its order
-- (calendar versions before SemVer ones; null for pre-releases, which are only taken when named or active).
alter table known_version
    add column version text collate "C" generated always as (split_part(id, '@', 2)) stored,
    add column release_order bigint[] generated always as (
        case
            when split_part(id, '@', 2) ~ '^[0-9]{4}[.][0-9]{2}[.][0-9]{2}-[0-9]{6}$'
                then string_to_array('0.' || replace(split_part(id, '@', 2), '-', '.'), '.')::bigint[]
            when split_part(split_part(id, '@', 2), '+', 1) ~ '^[0-9]{1,10}([.][0-9]{1,10}){2}$'
                then string_to_array('1.' || split_part(split_part(id, '@', 2), '+', 1), '.')::bigint[]
        end) stored,
    add column active boolean not null default false,
    add column release_image text;
update known_version set
    active = coalesce((state::json ->> 'active')::boolean, false),
    release_image = case
        when state::json ->> 'status' = 'published' and state::json ->> 'yank' is null then state::json ->> 'image'
    end;

create index known_version_active on known_version (provider) where active;
create index known_version_release on known_version (provider, release_order, version)
    where release_image is not null and release_order is not null;
drop index known_version_provider;

-- Providers take turns.
create index fan_out_provider on fan_out (provider, id);
