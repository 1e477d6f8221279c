-- Which build each version stands for: what another one has pushed is garbage. All versions are read again from
-- registry-api's snapshot to fill it; to apply a state twice changes nothing.
delete from version_seen;
alter table version_seen add column build_id text not null, add column status text not null;

alter table build add column log_removed_at timestamptz, add column image_checked_at timestamptz;
create index build_with_log on build (finished_at) where log_removed_at is null;
create index build_with_image on build (id) where image_checked_at is null and finished_at is not null;
create index build_source on build (provider, source_hash);
