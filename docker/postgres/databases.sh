#!/bin/sh
# One database and one user for each service; all have SLIPWAY_DATABASE_PASSWORD.
set -eu
for name in registry builds deployer; do
  psql -v ON_ERROR_STOP=1 -v name="$name" -U postgres <<'SQL'
\getenv password SLIPWAY_DATABASE_PASSWORD
create user :"name" password :'password';
create database :"name" owner :"name";
SQL
done
