-- A removed installation is a tombstone: nobody looks at it again, and it is deleted long after.
alter table installation add column removed_at timestamptz;
update installation set removed_at = now(), due_at = null where removed;

drop index installation_provider;
alter table installation drop column removed;
create index installation_provider on installation (provider, id) where removed_at is null;
create index installation_removed on installation (removed_at) where removed_at is not null;
