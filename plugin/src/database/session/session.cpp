#include "database/session/session.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "database/session/classify.hpp"

namespace gup::database {
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

/// SOCI binds names, each used once: "a = ? AND b = ?" becomes "a = :v0 AND b = :v1". Not so on SQLite, which
/// takes question marks as they are and searches every name among all others.
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

}  // namespace

Session::Session(Backend backend, const std::string& connection_string) : dialect_(backend) {
  try {
    session_ = std::make_unique<soci::session>(factory_of(backend), connection_string);
  } catch (const soci::soci_error& error) {
    throw_classified(error, backend, true);
  }
  for (const auto& setting : dialect_.session_settings()) run(setting);
}

Session::~Session() = default;

void Session::run(const std::string& sql) {
  try {
    *session_ << sql;
  } catch (const soci::soci_error& error) {
    throw_classified(error, dialect_.backend(), false);
  }
}

struct Statement::Bound {
  explicit Bound(soci::session& session) : statement(session) {}
  soci::statement statement;
  const Values* values = nullptr;
  std::vector<soci::indicator> nulls;
  bool prepared = false;
  /// What a SELECT fills, a cell a column.
  std::vector<Cell> row;
  std::vector<soci::indicator> row_nulls;

  /// Before each execution: scalars may be executed again, with what the cells hold then.
  void get_ready() {
    if (!prepared) statement.define_and_bind();
    prepared = true;
    for (std::size_t i = 0; i < nulls.size(); ++i) nulls[i] = values->at(i).null ? soci::i_null : soci::i_ok;
  }
};

Statement::Statement(Session& session, std::string_view sql, const Values& values)
    : backend_(session.dialect().backend()) {
  try {
    bound_ = std::make_unique<Bound>(session.raw());
    bound_->values = &values;
    bound_->nulls.resize(values.size(), soci::i_ok);
    auto& statement = bound_->statement;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Cell& cell = values.at(i);
      if (cell.is_text)
        statement.exchange(soci::use(cell.text, bound_->nulls[i]));
      else
        statement.exchange(soci::use(cell.number, bound_->nulls[i]));
    }
    statement.alloc();
    statement.prepare(with_names(sql, backend_));
  } catch (const soci::soci_error& error) {
    throw_classified(error, backend_, false);
  }
}

Statement::~Statement() = default;

std::int64_t Statement::run() {
  try {
    bound_->get_ready();
    bound_->statement.execute(true);
    return bound_->statement.get_affected_rows();
  } catch (const soci::soci_error& error) {
    throw_classified(error, backend_, false);
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
    throw_classified(error, backend_, false);
  }
}

std::int64_t Query::read_number() {
  std::int64_t number = 0;
  read("n", [&](const Row& row) { number = row.number(0); });
  return number;
}

Transaction::Transaction(Session& session, Kind kind) : session_(session) {
  const Dialect& dialect = session.dialect();
  for (const auto& sql : kind == Kind::write ? dialect.begin_write() : dialect.begin_read()) session.run(sql);
  open_ = true;
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    session_.raw() << "ROLLBACK";
  } catch (const soci::soci_error&) {
    // The connection is gone, and so is the transaction. The error that led here is on its way to the caller,
    // and the pool does not use this session again.
  }
}

void Transaction::commit() {
  session_.run("COMMIT");
  open_ = false;
}

}  // namespace gup::database
