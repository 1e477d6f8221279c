-- The next build is found by organization: each one's open builds by age.
drop index build_open;
create index build_open on build (organization, created_at, id) where status in ('queued', 'running');
