#include "database/classify.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <string>

namespace sample_host {
namespace {

DatabaseProblem of_sqlite(int code) {
  switch (code & 0xff) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
      return DatabaseProblem::busy;
    case 14:  // SQLITE_CANTOPEN
      return DatabaseProblem::unavailable;
    case 19:  // SQLITE_CONSTRAINT
      return DatabaseProblem::conflict;
    default:
      return DatabaseProblem::other;
  }
}

DatabaseProblem of_sqlstate(const std::string& state) {
  // libpq reports a connection that broke without any state.
  if (state.find_first_not_of(" 0") == std::string::npos) return DatabaseProblem::unavailable;
  if (state == "40001" || state == "40P01" || state == "55P03") return DatabaseProblem::busy;
  if (state.starts_with("23")) return DatabaseProblem::conflict;
  if (state.starts_with("08") || state.starts_with("57P") || state == "53300")
    return DatabaseProblem::unavailable;
  return DatabaseProblem::other;
}

DatabaseProblem of_mysql(unsigned int number) {
  switch (number) {
    case 1205:  // lock wait timeout
    case 1213:  // deadlock
      return DatabaseProblem::busy;
    case 1062:  // duplicate key
      return DatabaseProblem::conflict;
    case 1040:  // too many connections
    case 1053:  // the server is shutting down
    case 1927:  // connection was killed
    case 2002:
    case 2003:
    case 2006:
    case 2013:
    case 2026:  // a TLS session that broke
      return DatabaseProblem::unavailable;
    default:
      return DatabaseProblem::other;
  }
}

DatabaseProblem problem_of(const soci::soci_error& error) {
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    return of_sqlite(sqlite->result());
  }
  if (const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error)) {
    return of_sqlstate(postgresql->sqlstate());
  }
  if (const auto* mysql = dynamic_cast<const soci::mysql_soci_error*>(&error)) {
    return of_mysql(mysql->err_num_);
  }
  // PostgreSQL reports a failed connection as a plain error.
  return error.get_error_message().find("Cannot establish connection") != std::string::npos
             ? DatabaseProblem::unavailable
             : DatabaseProblem::other;
}

}  // namespace

DatabaseError classify(const soci::soci_error& error, std::string_view doing) {
  std::string message = error.get_error_message();
  // libpq tells every attempt in a line of its own; an error is one line of the log.
  std::replace(message.begin(), message.end(), '\n', ' ');
  while (message.ends_with(' ')) message.pop_back();
  return {problem_of(error), std::string{doing} + ": " + message};
}

}  // namespace sample_host
