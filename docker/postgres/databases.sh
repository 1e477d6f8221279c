#!/bin/sh
# One database and one user for each service.
set -eu
for name in registry builds deployer; do
  psql -v ON_ERROR_STOP=1 -v name="$name" -v password="$SLIPWAY_DATABASE_PASSWORD" -U postgres <<'SQL'
create user :"name" password :'password';
create database :"name" owner :"name";
SQL
done
