-- Each run of a workflow gets a token for some minutes: those that have expired are removed.
create index token_of_workflow_by_end on token (expires_at) where publisher is not null;
