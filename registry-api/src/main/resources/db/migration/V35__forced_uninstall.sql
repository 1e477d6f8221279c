-- Whether an uninstall is given up where the cluster does not answer.
alter table installation add column force boolean not null default false;
