#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <stdexcept>

#include "native_load.hpp"

namespace gup::benchmark {
namespace {

constexpr std::size_t kBytesASend = 64 * 1024;

void require(PGresult* result, ExecStatusType wanted, PGconn* connection) {
  const bool well = PQresultStatus(result) == wanted;
  PQclear(result);
  if (!well) throw std::runtime_error(PQerrorMessage(connection));
}

void load_table(PGconn* connection, const TableRows& table) {
  const std::string sql = "COPY " + table.name() + " (" + table.column_list() + ") FROM STDIN";
  require(PQexec(connection, sql.c_str()), PGRES_COPY_IN, connection);
  std::string lines;
  const std::size_t rows = table.rows();
  for (std::size_t row = 0; row < rows; ++row) {
    append_line(lines, table, row);
    if (lines.size() < kBytesASend && row + 1 < rows) continue;
    PQputCopyData(connection, lines.data(), static_cast<int>(lines.size()));
    lines.clear();
  }
  PQputCopyEnd(connection, nullptr);
  require(PQgetResult(connection), PGRES_COMMAND_OK, connection);
  while (PGresult* rest = PQgetResult(connection)) PQclear(rest);
}

}  // namespace

void load_with_copy(database::Session& postgresql, const std::vector<TableRows>& tables) {
  auto* connection = static_cast<soci::postgresql_session_backend*>(postgresql.raw().get_backend())->conn_;
  require(PQexec(connection, "BEGIN"), PGRES_COMMAND_OK, connection);
  for (const auto& table : tables) load_table(connection, table);
  require(PQexec(connection, "COMMIT"), PGRES_COMMAND_OK, connection);
}

}  // namespace gup::benchmark
