-- The providers that a version needs beside it, as org/name: what its publisher named without an organization is of his own;
-- what was no provider's name was never a requirement.
alter table version add column requires text not null default '[]' check (requires is json array);
update version v set requires = coalesce((
    select json_agg(distinct provider)::text
    from jsonb_array_elements_text(v.service_dependencies::jsonb) as name,
        lateral (select case
            when name like '%/%' then name
            else split_part(v.provider, '/', 1) || '/' || name
        end as provider) as named
    where provider ~ '^[a-z]([-a-z0-9]{0,37}[a-z0-9])?/[a-z]([-a-z0-9]{0,37}[a-z0-9])?$'), '[]')
where service_dependencies <> '[]';
