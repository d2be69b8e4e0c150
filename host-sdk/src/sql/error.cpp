#include "host_sdk/sql/error.hpp"

#include <set>
#include <string_view>

#include "soci_error.hpp"

namespace host_sdk::sql {
namespace {

struct NativeError {
  SqlErrorKind kind;
  /// The database's own code, which operators search for.
  std::string code;
  /// A sentence without its full stop, for errors whose kind does not say enough; else empty.
  std::string sentence = {};
};

constexpr const char* kNoSpace = "The database has no space left";
constexpr const char* kWasSilent =
    "The database ended a transaction in which this process did nothing for too long; nothing was written";

NativeError sqlite_error(int extended_code, const char* file) {
  const std::string path = file == nullptr ? "" : file;
  const std::string name = path.empty() ? "" : " " + path.substr(path.rfind('/') + 1);
  const std::string code = "SQLite error " + std::to_string(extended_code);
  switch (extended_code & 0xFF) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
      return {SqlErrorKind::busy, code,
              "The database is busy: another process was writing to it for too long"};
    case 17:  // SQLITE_SCHEMA: another process changed the schema
      return {SqlErrorKind::busy, code};
    case 8:  // SQLITE_READONLY
      return {SqlErrorKind::other, code,
              "The database file" + name + " cannot be written, because the file or its folder is read-only"};
    case 10:  // SQLITE_IOERR
      return {SqlErrorKind::unavailable, code};
    case 13:  // SQLITE_FULL
      return {SqlErrorKind::other, code, "The database file" + name + " has no space left on its disk"};
    case 14:  // SQLITE_CANTOPEN. While connecting there is no name, and the caller says which database it is.
      return {SqlErrorKind::other, code,
              path.empty() ? ""
                           : "The database file" + name +
                                 " cannot be opened, because it or its folder is missing or read-only"};
    case 19: {  // SQLITE_CONSTRAINT with PRIMARYKEY, UNIQUE or ROWID
      const bool duplicate = extended_code == 1555 || extended_code == 2067 || extended_code == 2579;
      return {duplicate ? SqlErrorKind::conflict : SqlErrorKind::constraint, code};
    }
    default:
      return {SqlErrorKind::other, code};
  }
}

NativeError postgresql_error(const std::string& state, std::string_view message) {
  const std::string code = "PostgreSQL SQLSTATE " + state;
  // libpq reports a broken connection without a state.
  if (state.find_first_not_of(" 0") == std::string::npos) return {SqlErrorKind::unavailable, "PostgreSQL"};
  if (state == "23505") return {SqlErrorKind::conflict, code};
  // Constraints, the check option of a view, values that do not fit a column or the database's encoding,
  // errors of PL/pgSQL, and the classes that triggers give to errors of their own.
  for (const char* of_a_row : {"23", "44", "22", "P0", "45", "U0"})
    if (state.starts_with(of_a_row)) return {SqlErrorKind::constraint, code};
  // Missing rights have the same state as a policy of a row.
  if (state == "42501" && message.find("row-level security") != std::string_view::npos)
    return {SqlErrorKind::constraint, code};
  if (state == "53100") return {SqlErrorKind::other, code, kNoSpace};
  // Connection errors, shutdown, too many sessions, a standby that is read-only until it takes over.
  if (state.starts_with("08") || state.starts_with("57P") || state == "53300" || state == "25006")
    return {SqlErrorKind::unavailable, code};
  if (state == "25P03") return {SqlErrorKind::busy, code, kWasSilent};
  // Serialization failure, deadlock, lock timeout, cancelled statement.
  if (state == "40001" || state == "40P01" || state == "55P03" || state == "57014")
    return {SqlErrorKind::busy, code};
  return {SqlErrorKind::other, code};
}

NativeError mysql_error(unsigned int number, std::string_view sqlstate) {
  static const std::set<unsigned int> kUnavailable{1040, 1053, 1152, 1158, 1159, 1160, 1161, 1290,
                                                   1836, 1927, 2002, 2003, 2006, 2013, 2026, 2055};
  // Row changed since the snapshot, lock wait timeout, deadlock, statement interrupted or out of time.
  static const std::set<unsigned int> kBusy{1020, 1205, 1213, 1317, 1969};
  static const std::set<unsigned int> kDuplicateKey{1022, 1062, 1586};
  // NOT NULL, no default, foreign keys, CHECK on MySQL and on MariaDB; numbers, characters and texts that do
  // not fit a column; SIGNAL in a trigger.
  static const std::set<unsigned int> kConstraint{1048, 1364, 1216, 1217, 1451, 1452, 3819,
                                                  4025, 1264, 1265, 1366, 1406, 1644};
  static const std::set<unsigned int> kDiskFull{1021, 1114};
  // SIGNAL in a trigger, whatever its MYSQL_ERRNO: the server's own errors have other states, and no number
  // from 6000 on. 1000 and 1001 are unused, and MySQL's documentation uses them in its examples.
  const bool is_of_a_trigger =
      sqlstate.starts_with("45") || number == 1000 || number == 1001 || number >= 6000;
  const std::string code = "MySQL error " + std::to_string(number);
  if (is_of_a_trigger) return {SqlErrorKind::constraint, code};
  if (kUnavailable.contains(number)) return {SqlErrorKind::unavailable, code};
  if (kBusy.contains(number)) return {SqlErrorKind::busy, code};
  if (kDuplicateKey.contains(number)) return {SqlErrorKind::conflict, code};
  // Numbers differ between versions; the states of values and of constraints do not.
  if (kConstraint.contains(number) || sqlstate.starts_with("22") || sqlstate.starts_with("23"))
    return {SqlErrorKind::constraint, code};
  return {SqlErrorKind::other, code, kDiskFull.contains(number) ? kNoSpace : ""};
}

/// The message in one line. libpq describes every attempt to connect in a line of its own.
std::string one_line(std::string message) {
  for (char& c : message)
    if (c == '\n') c = ' ';
  while (!message.empty() && (message.back() == ' ' || message.back() == '.')) message.pop_back();
  return message;
}

[[noreturn]] void throw_error(const NativeError& error, const std::string& message, bool while_connecting) {
  const std::string code = " (" + error.code + ").";
  // A driver's text about a duplicate key quotes the row's values.
  const std::string detail = error.kind == SqlErrorKind::conflict ? "" : one_line(message);
  const auto raise = [&](const std::string& sentence) {
    throw SqlError(error.kind, sentence + code, detail);
  };
  if (!error.sentence.empty()) raise(error.sentence);
  switch (error.kind) {
    case SqlErrorKind::unavailable:
      raise("The database cannot be reached at the moment");
      break;
    case SqlErrorKind::busy:
      raise("The database is busy at the moment");
      break;
    case SqlErrorKind::conflict:
      raise("A row with the same key exists already");
      break;
    case SqlErrorKind::constraint:
      raise("The database refused a row: " + detail);
      break;
    case SqlErrorKind::newer_schema:
    case SqlErrorKind::other:
      break;
  }
  if (while_connecting) raise("The database cannot be opened");
  raise("The database refused a statement: " + detail);
  throw SqlError(error.kind, detail);
}

}  // namespace

void throw_sqlite_error(int extended_code, const std::string& message, const char* file) {
  throw_error(sqlite_error(extended_code, file), message, false);
}
void throw_postgresql_error(const std::string& sqlstate, const std::string& message) {
  throw_error(postgresql_error(sqlstate, message), message, false);
}
void throw_mysql_error(unsigned int number, std::string_view sqlstate, const std::string& message) {
  throw_error(mysql_error(number, sqlstate), message, false);
}

void throw_soci_error(const soci::soci_error& error, Backend backend, soci::session* session) {
  const std::string message = error.get_error_message();
  const bool connecting = session == nullptr;
  // SOCI's own category is "unknown" on SQLite and mostly so on MySQL, so the native codes decide.
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    int code = sqlite->result();
    if (!connecting) {
      // SOCI keeps the primary code. The connection still has the extended code of the same error.
      const int extended = sqlite_api::sqlite3_extended_errcode(sqlite_connection(*session));
      if ((extended & 0xFF) == (code & 0xFF)) code = extended;
    }
    const char* file =
        connecting ? nullptr : sqlite_api::sqlite3_db_filename(sqlite_connection(*session), "main");
    auto native = sqlite_error(code, file);
    if (connecting && native.kind == SqlErrorKind::constraint) native.kind = SqlErrorKind::other;
    throw_error(native, message, connecting);
  }
  if (const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error))
    throw_error(postgresql_error(postgresql->sqlstate(), message), message, connecting);
  if (const auto* mysql = dynamic_cast<const soci::mysql_soci_error*>(&error)) {
    // SOCI keeps the number. The connection still has the state of the same error.
    std::string_view state;
    if (!connecting) {
      MYSQL* connection = static_cast<soci::mysql_session_backend*>(session->get_backend())->conn_;
      if (mysql_errno(connection) == mysql->err_num_) state = mysql_sqlstate(connection);
    }
    auto native = mysql_error(mysql->err_num_, state);
    // A TLS session that broke can be opened again. A certificate that is not trusted stays untrusted.
    if (connecting && mysql->err_num_ == 2026) native.kind = SqlErrorKind::other;
    throw_error(native, message, connecting);
  }
  // SOCI 4.0 reports a failed connection to PostgreSQL as a plain error.
  const bool no_server = connecting && backend != Backend::sqlite3;
  throw_error(
      {no_server ? SqlErrorKind::unavailable : SqlErrorKind::other, no_server ? "no connection" : "SOCI"},
      message, connecting);
}

}  // namespace host_sdk::sql
