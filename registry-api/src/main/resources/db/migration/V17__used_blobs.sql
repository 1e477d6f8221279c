-- That a blob is in use is found once, and then it is not looked at again: rows of versions stay for good, as tombstones.
alter table blob add column in_use boolean not null default false;
drop index blob_by_touch;
create index blob_unused on blob (touched_at) where not in_use;
