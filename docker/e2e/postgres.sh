#!/bin/sh
# A PostgreSQL with the database and the monitoring role that the cold chain stack watches.
set -eu
export PATH="$PATH:/usr/lib/postgresql/15/bin" PGDATA=/tmp/data
password=$(cat /run/secrets/DB_PASSWORD)

initdb --auth-local=trust --auth-host=scram-sha-256 >/dev/null
echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
sockets="-c unix_socket_directories=/tmp"
pg_ctl start --wait --silent -o "$sockets -c listen_addresses="
psql -q -h /tmp postgres <<END
  CREATE ROLE coldchain_user LOGIN PASSWORD '$password' IN ROLE pg_monitor;
  CREATE DATABASE coldchain_db;
END
pg_ctl stop --wait --silent
exec postgres $sockets -c "listen_addresses=*"
