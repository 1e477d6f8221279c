-- The providers that a version needs beside it, as org/name: what its publisher named without an organization is of his own.
alter table version add column requires text not null default '[]' check (requires is json array);
update version v set requires = (
    select json_agg(distinct case
        when name like '%/%' then name
        else split_part(v.provider, '/', 1) || '/' || name
    end)::text
    from jsonb_array_elements_text(v.service_dependencies::jsonb) as name)
where service_dependencies <> '[]';
