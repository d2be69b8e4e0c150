#include "database/bulk/postgresql_connection.hpp"

#include <cstdlib>

#include "host_sdk/sql/error.hpp"

namespace gup::database {
namespace {

[[noreturn]] void throw_error(const char* message, const char* state) {
  host_sdk::sql::throw_postgresql_error(state == nullptr ? "" : state, message);
}

void require(const PgResult& result, PGconn* connection, ExecStatusType wanted) {
  if (!result) throw_error(PQerrorMessage(connection), nullptr);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == wanted || (wanted == PGRES_COMMAND_OK && status == PGRES_TUPLES_OK)) return;
  const char* message = PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY);
  throw_error(message == nullptr ? PQresultErrorMessage(result.get()) : message,
              PQresultErrorField(result.get(), PG_DIAG_SQLSTATE));
}

}  // namespace

PgResult run_with_parameters(PGconn* connection, const std::string& sql,
                             const std::vector<PgParameter>& parameters) {
  std::vector<Oid> types;
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const auto& parameter : parameters) {
    types.push_back(parameter.type);
    values.push_back(parameter.bytes->data());
    lengths.push_back(static_cast<int>(parameter.bytes->size()));
  }
  const std::vector<int> binary(parameters.size(), 1);
  PgResult result(PQexecParams(connection, sql.c_str(), static_cast<int>(parameters.size()), types.data(),
                               values.data(), lengths.data(), binary.data(), 0));
  require(result, connection, PGRES_COMMAND_OK);
  return result;
}

std::int64_t rows_of(const PgResult& result) {
  return std::atoll(PQcmdTuples(result.get()));
}

PgCopy::PgCopy(PGconn* connection, const std::string& sql) : connection_(connection) {
  require(PgResult(PQexec(connection_, sql.c_str())), connection_, PGRES_COPY_IN);
  open_ = true;
}

PgCopy::~PgCopy() {
  // If COPY cannot be ended, the connection is broken and has no results to read.
  if (!open_ || PQputCopyEnd(connection_, "the source of the rows failed") != 1) return;
  while (PgResult rest{PQgetResult(connection_)}) {
  }
}

void PgCopy::send(const std::string& bytes) {
  if (PQputCopyData(connection_, bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw_error(PQerrorMessage(connection_), nullptr);
}

std::int64_t PgCopy::finish() {
  if (PQputCopyEnd(connection_, nullptr) != 1) throw_error(PQerrorMessage(connection_), nullptr);
  open_ = false;
  const PgResult result(PQgetResult(connection_));
  // The connection is free after all results are read.
  while (PgResult rest{PQgetResult(connection_)}) {
  }
  require(result, connection_, PGRES_COMMAND_OK);
  return rows_of(result);
}

}  // namespace gup::database
