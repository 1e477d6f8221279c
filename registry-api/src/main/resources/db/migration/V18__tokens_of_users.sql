-- A member who leaves takes his tokens with him: found without walking along all of his organization's.
create index token_by_account on token (organization, account) where revoked_at is null;
