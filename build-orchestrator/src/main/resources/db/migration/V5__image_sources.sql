-- What decides which image a build pushes: its source, unless the package names an image that exists; then the image's digest,
-- which packages with different sources may have in common. Null in rows of older replicas: their source.
alter table build add column image_source text;
create index build_image_source on build (provider, coalesce(image_source, source_hash));
