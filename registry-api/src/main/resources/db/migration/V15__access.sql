-- Whose installations a review looks at (null: of all), and from when on; what fails is tried again later, behind others.
alter table access_review
    add column organization text collate "C" references organization (name),
    add column account text collate "C" references account (id),
    add column failures int not null default 0,
    add column due_at timestamptz not null default now();
create index access_review_by_provider on access_review (provider, id);
create index installation_by_tenant on installation (organization, provider, id) where removed_at is null;
create index installation_by_installer on installation (installed_by, provider, id) where removed_at is null;
