-- A build that its version stands for has no image to collect, until the version changes.
alter table build add column counts boolean not null default false;
drop index build_with_image;
create index build_with_image on build (id) where image_checked_at is null and finished_at is not null and not counts;
