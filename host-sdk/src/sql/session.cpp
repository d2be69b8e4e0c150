#include "host_sdk/sql/session.hpp"

#include <exception>
#include <vector>

#include "host_sdk/text.hpp"
#include "soci_error.hpp"

namespace host_sdk::sql {
namespace {

/// The factories are linked in. SOCI's own loading of backends crashes when a plugin is unloaded.
const soci::backend_factory& factory_of(Backend backend) {
  switch (backend) {
    case Backend::sqlite3:
      return *soci::factory_sqlite3();
    case Backend::postgresql:
      return *soci::factory_postgresql();
    case Backend::mysql:
      break;
  }
  return *soci::factory_mysql();
}

/// The server ends a transaction and releases its locks when this process has been idle for that many
/// seconds: the process hangs or its machine is gone. Less than the lifetime of a lease in the plugins.
constexpr const char* kSilenceInTransaction = "45";

std::vector<std::string> session_settings(Backend backend) {
  switch (backend) {
    case Backend::sqlite3:
      // The write-ahead log is a property of the file; `migrate` turns it on.
      return {"PRAGMA busy_timeout = 10000", "PRAGMA foreign_keys = ON", "PRAGMA cache_size = -16384"};
    case Backend::postgresql:
      // Keep-alives notice a machine that is gone while the server waits for the rows of a COPY.
      return {"SET client_encoding = 'UTF8'",
              "SET client_min_messages = 'error'",
              "SET lock_timeout = '10s'",
              std::string{"SET idle_in_transaction_session_timeout = '"} + kSilenceInTransaction + "s'",
              "SET tcp_keepalives_idle = 15",
              "SET tcp_keepalives_interval = 5",
              "SET tcp_keepalives_count = 3",
              "SET tcp_user_timeout = '30s'"};
    case Backend::mysql:
      break;
  }
  return {"SET NAMES utf8mb4", "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
          "SET SESSION innodb_lock_wait_timeout = 10", "SET SESSION net_read_timeout = 30",
          // MySQL has a limit for all idle sessions only; the pool replaces those that it ended.
          std::string{"SET SESSION /*M!100300 idle_transaction_timeout = "} + kSilenceInTransaction +
              ", */ /*!80000 wait_timeout = " + kSilenceInTransaction + ", */ net_write_timeout = 60"};
}

std::vector<std::string> begin_statements(Backend backend, Transaction::Kind kind) {
  const bool write = kind == Transaction::Kind::write;
  switch (backend) {
    case Backend::sqlite3:
      return {write ? "BEGIN IMMEDIATE" : "BEGIN"};
    case Backend::postgresql:
      return {write ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                    : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
    case Backend::mysql:
      break;
  }
  // READ COMMITTED locks no gaps between rows, hence fewer deadlocks.
  if (write) return {"SET TRANSACTION ISOLATION LEVEL READ COMMITTED", "START TRANSACTION"};
  return {"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
          "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"};
}

/// SOCI binds names, each used once: "a = ? AND b = ?" becomes "a = :v0 AND b = :v1". SQLite takes question
/// marks as they are, and would search every name among all others.
std::string with_names(std::string_view sql, Backend backend) {
  if (backend == Backend::sqlite3) return std::string(sql);
  std::string named;
  named.reserve(sql.size() * 2);
  std::size_t number = 0;
  for (const char c : sql) {
    if (c == '?')
      named += ":v" + std::to_string(number++);
    else
      named += c;
  }
  return named;
}

/// The SQL function fold_key(text): SQLite's own LOWER folds ASCII only.
void fold(sqlite_api::sqlite3_context* context, int, sqlite_api::sqlite3_value** arguments) {
  const auto* text = reinterpret_cast<const char*>(sqlite_api::sqlite3_value_text(arguments[0]));
  if (text == nullptr) {
    sqlite_api::sqlite3_result_null(context);
    return;
  }
  try {
    const auto size = static_cast<std::size_t>(sqlite_api::sqlite3_value_bytes(arguments[0]));
    const auto key = fold_key(std::string_view{text, size});
    sqlite_api::sqlite3_result_text(context, key.data(), static_cast<int>(key.size()),
                                    reinterpret_cast<sqlite_api::sqlite3_destructor_type>(-1));
  } catch (const std::exception&) {
    // Not UTF-8: no search finds such a text, and none fails because of it.
    sqlite_api::sqlite3_result_null(context);
  }
}

void add_fold_key(soci::session& session) {
  sqlite_api::sqlite3_create_function(sqlite_connection(session), "fold_key", 1,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, fold, nullptr, nullptr);
}

}  // namespace

Session::Session(Backend backend, const std::string& connection_string) : dialect_(backend) {
  try {
    session_ = std::make_unique<soci::session>(factory_of(backend), connection_string);
  } catch (const soci::soci_error& error) {
    throw_soci_error(error, backend, nullptr);
  }
  for (const auto& setting : session_settings(backend)) run(setting);
  if (backend == Backend::sqlite3) add_fold_key(*session_);
}

Session::~Session() = default;

void Session::run(const std::string& sql) {
  try {
    *session_ << sql;
  } catch (const soci::soci_error& error) {
    throw_soci_error(error, dialect_.backend(), session_.get());
  }
}

struct Statement::Bound {
  Bound(Session& owner, const Values& bound_values)
      : session(owner),
        statement(owner.raw()),
        values(bound_values),
        nulls(bound_values.size(), soci::i_ok) {}

  Session& session;
  soci::statement statement;
  const Values& values;
  std::vector<soci::indicator> nulls;
  bool prepared = false;
  /// What a SELECT fills: a cell for each column.
  std::vector<Cell> row;
  std::vector<soci::indicator> row_nulls;

  [[noreturn]] void fail(const soci::soci_error& error) {
    throw_soci_error(error, session.dialect().backend(), &session.raw());
  }

  /// Before each execution. Scalars may be executed again, with what the cells hold then.
  void get_ready() {
    if (!prepared) statement.define_and_bind();
    prepared = true;
    for (std::size_t i = 0; i < nulls.size(); ++i) nulls[i] = values.at(i).null ? soci::i_null : soci::i_ok;
  }
};

Statement::Statement(Session& session, std::string_view sql, const Values& values)
    : bound_(std::make_unique<Bound>(session, values)) {
  try {
    auto& statement = bound_->statement;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Cell& cell = values.at(i);
      if (cell.is_text)
        statement.exchange(soci::use(cell.text, bound_->nulls[i]));
      else
        statement.exchange(soci::use(cell.number, bound_->nulls[i]));
    }
    statement.alloc();
    statement.prepare(with_names(sql, session.dialect().backend()));
  } catch (const soci::soci_error& error) {
    bound_->fail(error);
  }
}

Statement::~Statement() = default;

std::int64_t Statement::run() {
  try {
    bound_->get_ready();
    bound_->statement.execute(true);
    return bound_->statement.get_affected_rows();
  } catch (const soci::soci_error& error) {
    bound_->fail(error);
  }
}

void Statement::read(std::string_view columns, const Visit& visit) {
  auto& statement = bound_->statement;
  bound_->row.assign(columns.size(), {});
  bound_->row_nulls.assign(columns.size(), soci::i_ok);
  const Row row(bound_->row);
  try {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i] == 't')
        statement.exchange(soci::into(bound_->row[i].text, bound_->row_nulls[i]));
      else
        statement.exchange(soci::into(bound_->row[i].number, bound_->row_nulls[i]));
    }
    bound_->get_ready();
    for (bool more = statement.execute(true); more; more = statement.fetch()) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        Cell& cell = bound_->row[i];
        cell.null = bound_->row_nulls[i] == soci::i_null;
        if (!cell.null) continue;
        cell.text.clear();
        cell.number = 0;
      }
      visit(row);
    }
  } catch (const soci::soci_error& error) {
    bound_->fail(error);
  }
}

std::int64_t Query::read_number() {
  std::int64_t number = 0;
  read("n", [&](const Row& row) { number = row.number(0); });
  return number;
}

std::optional<std::string> Query::read_text() {
  std::optional<std::string> text;
  read("t", [&](const Row& row) { text = row.text_or_null(0); });
  return text;
}

Transaction::Transaction(Session& session, Kind kind) : session_(session) {
  for (const auto& sql : begin_statements(session.dialect().backend(), kind)) session.run(sql);
  open_ = true;
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    session_.raw() << "ROLLBACK";
  } catch (const soci::soci_error&) {
    // The connection is gone, and so is the transaction. The error that led here is on its way to the caller,
    // and the pool closes this session.
  }
}

void Transaction::commit() {
  session_.run("COMMIT");
  open_ = false;
}

}  // namespace host_sdk::sql
