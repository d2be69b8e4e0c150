// libpq as the bulk writer needs it: statements with parameters, COPY, errors as SOCI's are.
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

/// One parameter: binary, of the type with that number in PostgreSQL's catalog.
struct PgParameter {
  Oid type;
  const std::string* bytes;
};

/// The types' numbers, which are the same in every PostgreSQL.
inline constexpr Oid kTextType = 25;
inline constexpr Oid kTextArrayType = 1009;
inline constexpr Oid kBigintArrayType = 1016;

/// Runs one statement with `$1`, `$2` …; throws as `classify` has it.
PgResult run_with_parameters(PGconn* connection, const std::string& sql,
                             const std::vector<PgParameter>& parameters);
/// How many rows the statement wrote or found.
[[nodiscard]] std::int64_t rows_of(const PgResult& result);

/// One COPY … FROM STDIN in text format. Ends it with an error when it is destroyed unfinished, so that the
/// session can go on: with ROLLBACK.
class PgCopy {
 public:
  PgCopy(PGconn* connection, const std::string& sql);
  ~PgCopy();
  PgCopy(const PgCopy&) = delete;
  PgCopy& operator=(const PgCopy&) = delete;

  /// Whole rows or parts of rows, as they come.
  void send(const std::string& bytes);
  /// Throws what the server has against the rows.
  void finish();

 private:
  PGconn* connection_;
  bool open_ = false;
};

}  // namespace gup::database
