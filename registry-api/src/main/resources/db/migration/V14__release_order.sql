-- What "latest" is looked up by: the numbers of a release, in their order; null for pre-releases, which are never latest.
-- Two versions of a provider differ in more than build metadata, so that no two have the same.
alter table version add column release_order bigint[] generated always as (
    case
        when bare_number ~ '^[0-9]{4}[.][0-9]{2}[.][0-9]{2}-[0-9]{6}$'
            then string_to_array(replace(bare_number, '-', '.'), '.')::bigint[]
        when bare_number !~ '-' then string_to_array(bare_number, '.')::bigint[]
    end) stored;
create index version_release_order on version (provider, release_order) where status = 'published';
