create table counter (
    id       text   primary key,
    sequence bigint not null
);

create table effect (
    id           bigint generated always as identity primary key,
    installation text   not null check (installation <> 'forbidden'),
    sequence     bigint not null,
    type         text   not null
);
