-- What becomes of an installation looks for both kinds of open deployments at once.
create index custom_deployment_open on custom_deployment (environment) where step in ('waiting', 'rolling');
drop index custom_deployment_rolling;
