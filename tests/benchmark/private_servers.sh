# Sourced by tests/benchmark/run. PostgreSQL and MariaDB of our own: data in a private folder, a unix socket and no
# port, durable as they come, with 512 MB of cache. Stopped by their process ids.
# After start_private_servers: GUP_TEST_POSTGRESQL and GUP_TEST_MYSQL say how to reach them.

servers_folder=
postgresql_pid=
mariadb_pid=

# Neither server runs as root.
as_user() {
  local user=$1
  shift
  if [ "$(id -u)" -eq 0 ]; then setpriv --reuid="$user" --regid="$user" --init-groups -- "$@"; else "$@"; fi
}

wait_until() { # what, command...
  local what=$1
  shift
  for _ in $(seq 300); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  echo "$what did not start; see $servers_folder" >&2
  return 1
}

start_postgresql() {
  local folder=$servers_folder/postgresql bin
  bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/postgres | sort -V | tail -1)")
  mkdir -p "$folder"
  if [ "$(id -u)" -eq 0 ]; then chown postgres: "$folder"; fi
  as_user postgres "$bin/initdb" -D "$folder/data" -U gup --auth=trust -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1
  as_user postgres "$bin/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" \
    -c shared_buffers=512MB >"$folder/log" 2>&1 &
  postgresql_pid=$!
  wait_until PostgreSQL "$bin/pg_isready" -q -h "$folder" -U gup
  export GUP_TEST_POSTGRESQL="postgresql://gup@/postgres?host=${folder//\//%2F}"
}

start_mariadb() {
  local folder=$servers_folder/mariadb socket
  mkdir -p "$folder"
  if [ "$(id -u)" -eq 0 ]; then chown mysql: "$folder"; fi
  as_user mysql mariadb-install-db --no-defaults --datadir="$folder/data" --auth-root-authentication-method=normal \
    --skip-test-db >"$folder/install.log" 2>&1
  socket=$folder/socket
  as_user mysql "$(command -v mariadbd || echo /usr/sbin/mariadbd)" --no-defaults --datadir="$folder/data" \
    --socket="$socket" --skip-networking --pid-file="$folder/pid" --innodb-buffer-pool-size=512M --local-infile=1 \
    >"$folder/log" 2>&1 &
  mariadb_pid=$!
  wait_until MariaDB mariadb-admin --no-defaults --socket="$socket" -u root ping
  export GUP_TEST_MYSQL="unix_socket=$socket user=root charset=utf8mb4"
}

start_private_servers() {
  servers_folder=$(mktemp -d /tmp/gup-benchmark-XXXXXX)
  chmod 755 "$servers_folder"
  trap stop_private_servers EXIT
  start_postgresql
  start_mariadb
}

stop_private_servers() {
  for pid in $postgresql_pid $mariadb_pid; do
    # PostgreSQL's "fast" shutdown is SIGINT; MariaDB's is SIGTERM.
    if [ "$pid" = "$postgresql_pid" ]; then kill -INT "$pid" 2>/dev/null; else kill -TERM "$pid" 2>/dev/null; fi
    wait "$pid" 2>/dev/null
  done
  [ -z "$servers_folder" ] || rm -rf "$servers_folder"
}
