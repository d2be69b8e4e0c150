#include "database/session/classify.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <set>
#include <string>

#include "database/store.hpp"
#include "failure.hpp"

namespace gup::database {
namespace {

enum class Meaning { unreachable, busy, conflict, full, refused };

struct Judgement {
  Meaning meaning;
  /// The database's own code, for the operator's search engine.
  std::string code;
};

Judgement judge_sqlite(int code, bool while_connecting) {
  const std::string name = "SQLite error " + std::to_string(code);
  switch (code & 0xFF) {
    case 5:   // SQLITE_BUSY
    case 6:   // SQLITE_LOCKED
    case 17:  // SQLITE_SCHEMA: another process migrated meanwhile
      return {Meaning::busy, name};
    case 10:  // SQLITE_IOERR: the disk did not do what it was asked to
      return {Meaning::unreachable, name};
    case 13:  // SQLITE_FULL
      return {Meaning::full, name};
    case 19:  // SQLITE_CONSTRAINT
      // A file that cannot be opened is nothing that passes by itself, so SQLITE_CANTOPEN is refused below.
      return {while_connecting ? Meaning::refused : Meaning::conflict, name};
    default:
      return {Meaning::refused, name};
  }
}

Judgement judge_postgresql(const std::string& state) {
  const std::string name = "PostgreSQL SQLSTATE " + state;
  // libpq reports a connection that broke without any state.
  if (state.empty() || state.find_first_not_of(" 0") == std::string::npos)
    return {Meaning::unreachable, "PostgreSQL"};
  if (state.starts_with("23")) return {Meaning::conflict, name};
  if (state == "53100") return {Meaning::full, name};
  // Too many sessions; a standby that cannot be written until it takes over.
  if (state.starts_with("08") || state.starts_with("57P") || state == "53300" || state == "25006")
    return {Meaning::unreachable, name};
  // Serialization failure, deadlock, lock timeout, cancelled statement, idle transaction ended.
  if (state == "40001" || state == "40P01" || state == "55P03" || state == "57014" || state == "25P03")
    return {Meaning::busy, name};
  return {Meaning::refused, name};
}

Judgement judge_mysql(unsigned int number) {
  static const std::set<unsigned int> kUnreachable{1040, 1053, 1152, 1158, 1159, 1160, 1161, 1290,
                                                   1836, 1927, 2002, 2003, 2006, 2013, 2026, 2055};
  // Lock wait timeout, deadlock, record changed since the snapshot, statement interrupted or out of time.
  static const std::set<unsigned int> kBusy{1020, 1205, 1213, 1317, 1969};
  // Duplicate key, foreign keys, CHECK.
  static const std::set<unsigned int> kConflict{1022, 1062, 1451, 1452, 1586, 4025};
  static const std::set<unsigned int> kFull{1021, 1114};
  const std::string name = "MySQL error " + std::to_string(number);
  if (kUnreachable.contains(number)) return {Meaning::unreachable, name};
  if (kBusy.contains(number)) return {Meaning::busy, name};
  if (kConflict.contains(number)) return {Meaning::conflict, name};
  if (kFull.contains(number)) return {Meaning::full, name};
  return {Meaning::refused, name};
}

Judgement judge(const soci::soci_error& error, Backend backend, bool while_connecting) {
  // SOCI's own category is "unknown" on SQLite and mostly so on MySQL: only the native codes tell.
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error))
    return judge_sqlite(sqlite->result(), while_connecting);
  if (const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error))
    return judge_postgresql(postgresql->sqlstate());
  if (const auto* mysql = dynamic_cast<const soci::mysql_soci_error*>(&error)) {
    // A TLS session that breaks may be opened again; a certificate that is not trusted stays so.
    const bool untrusted = while_connecting && mysql->err_num_ == 2026;
    return untrusted ? Judgement{Meaning::refused, "MySQL error 2026"} : judge_mysql(mysql->err_num_);
  }
  // A failed connection to a server is a plain error in SOCI 4.0.
  if (while_connecting && backend != Backend::sqlite3) return {Meaning::unreachable, "no connection"};
  return {Meaning::refused, "SOCI"};
}

/// What the database says about a refused statement helps the operator ("no such table: …"). Not so at
/// connecting, where it may repeat parts of the connection string.
std::string message_of(const soci::soci_error& error) {
  std::string message = error.get_error_message();
  if (const auto line_end = message.find('\n'); line_end != std::string::npos) message.resize(line_end);
  while (!message.empty() && (message.back() == ' ' || message.back() == '.')) message.pop_back();
  return message;
}

}  // namespace

void throw_classified(const soci::soci_error& error, Backend backend, bool while_connecting) {
  using host_sdk::ResultCode;
  const Judgement judgement = judge(error, backend, while_connecting);
  const std::string code = " (" + judgement.code + ")";
  switch (judgement.meaning) {
    case Meaning::unreachable:
      throw Failure(ResultCode::try_again, "The database cannot be reached at the moment" + code + ".");
    case Meaning::busy:
      throw Failure(ResultCode::try_again, "The database is busy at the moment" + code + ".");
    case Meaning::conflict:
      throw StateMoved("a row of the host changed meanwhile" + code);
    case Meaning::full:
      throw Failure(ResultCode::operator_action, "The database has no space left" + code + ".");
    case Meaning::refused:
      break;
  }
  if (while_connecting)
    throw Failure(ResultCode::operator_action, "The database cannot be opened" + code + ".");
  throw Failure(ResultCode::operator_action,
                "The database refused a statement: " + message_of(error) + code + ".");
}

}  // namespace gup::database
