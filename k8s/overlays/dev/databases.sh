#!/bin/sh
# One database and one owner for each service.
set -eu
for name in registry builds deployer; do
  psql -v ON_ERROR_STOP=1 -v name="$name" -v variable="$(echo "$name" | tr a-z A-Z)_PASSWORD" -U postgres <<'SQL'
\getenv password :variable
create user :"name" password :'password';
create database :"name" owner :"name";
SQL
done
