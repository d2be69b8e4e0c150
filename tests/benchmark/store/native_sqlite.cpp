#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <stdexcept>

#include "native_load.hpp"

namespace gup::benchmark {
namespace {

namespace api = sqlite_api;

void require(int code, api::sqlite3* connection) {
  if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(api::sqlite3_errmsg(connection));
}

void load_table(api::sqlite3* connection, const TableRows& table) {
  std::string sql = "INSERT INTO " + table.name() + " (" + table.column_list() + ") VALUES (?";
  for (std::size_t i = 1; i < table.columns().size(); ++i) sql += ", ?";
  sql += ")";
  api::sqlite3_stmt* statement = nullptr;
  require(api::sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr), connection);
  const std::size_t rows = table.rows();
  const std::size_t columns = table.columns().size();
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const Value value = table.at(row, column);
      const int place = static_cast<int>(column) + 1;
      if (value.kind == Value::Kind::number)
        api::sqlite3_bind_int64(statement, place, value.number);
      else if (value.kind == Value::Kind::text)
        api::sqlite3_bind_text(statement, place, value.text.data(), static_cast<int>(value.text.size()),
                               SQLITE_STATIC);
      else
        api::sqlite3_bind_null(statement, place);
    }
    require(api::sqlite3_step(statement), connection);
    api::sqlite3_reset(statement);
  }
  api::sqlite3_finalize(statement);
}

}  // namespace

void load_with_prepared_loop(database::Session& sqlite, const std::vector<TableRows>& tables) {
  auto* connection = static_cast<soci::sqlite3_session_backend*>(sqlite.raw().get_backend())->conn_;
  require(api::sqlite3_exec(connection, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), connection);
  for (const auto& table : tables) load_table(connection, table);
  require(api::sqlite3_exec(connection, "COMMIT", nullptr, nullptr, nullptr), connection);
}

}  // namespace gup::benchmark
