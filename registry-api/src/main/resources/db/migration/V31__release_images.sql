-- A tag stands for other images on other platforms. What is here already was pinned for one that nobody has noted: it is
-- asked about again when the document with another platform than the usual one is imported again.
alter table release_image add column platform text;
-- Labels and ports, of an image that a version is made of: {os, architecture, labels, ports}.
alter table release_image add column says text check (says is json object);
