// libpq for the bulk writer: statements with parameters, COPY, errors as `SqlError`.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gup::database {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, ClearResult>;

/// One parameter in binary format. `type` is its OID in PostgreSQL's catalog.
struct PgParameter {
  Oid type;
  const std::string* bytes;
};

/// OIDs of built-in types; they never change.
inline constexpr Oid kTextType = 25;
inline constexpr Oid kTextArrayType = 1009;
inline constexpr Oid kBigintArrayType = 1016;

/// Runs one statement with `$1`, `$2` …; throws `SqlError`.
PgResult run_with_parameters(PGconn* connection, const std::string& sql,
                             const std::vector<PgParameter>& parameters);
/// The number of rows that the statement wrote or found.
[[nodiscard]] std::int64_t rows_of(const PgResult& result);

/// One COPY … FROM STDIN in text format. If it is destroyed unfinished, it ends the COPY with an error, so
/// that the session can roll back.
class PgCopy {
 public:
  PgCopy(PGconn* connection, const std::string& sql);
  ~PgCopy();
  PgCopy(const PgCopy&) = delete;
  PgCopy& operator=(const PgCopy&) = delete;

  /// Sends rows or parts of rows.
  void send(const std::string& bytes);
  /// Throws `SqlError` if the server refuses the rows.
  /// Returns the number of copied rows.
  std::int64_t finish();

 private:
  PGconn* connection_;
  bool open_ = false;
};

}  // namespace gup::database
