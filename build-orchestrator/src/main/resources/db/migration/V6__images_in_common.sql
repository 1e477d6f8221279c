-- Whether another build has the same image, whatever either was made of.
create index build_image on build (provider, image) where image is not null;
