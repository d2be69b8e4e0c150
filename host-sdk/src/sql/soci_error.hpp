// SOCI's errors as SqlError, and SOCI's SQLite handle. Internal to HostSdk::sql.
#pragma once

#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "host_sdk/sql/dialect.hpp"

namespace host_sdk::sql {

/// `session`: where the error came from; null while connecting.
[[noreturn]] void throw_soci_error(const soci::soci_error& error, Backend backend, soci::session* session);

/// libsoci_sqlite3 does not export the type information of its session, so a dynamic_cast would not link.
[[nodiscard]] inline sqlite_api::sqlite3* sqlite_connection(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

}  // namespace host_sdk::sql
