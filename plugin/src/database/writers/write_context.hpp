// What every step of a plan's transaction needs.
#pragma once

#include <cstdint>
#include <string>

#include "database/bulk/bulk_writer.hpp"
#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// Borrowed for the length of one transaction.
struct WriteContext {
  Session& session;
  BulkWriter& writer;
  const std::string& company_id;
  /// What `updated_at` becomes, in microseconds.
  std::int64_t now;

  /// Conditions beside ids. COALESCE changes nothing about columns that are never NULL, but keeps PostgreSQL
  /// from reading the whole company by its index, which it prefers to the ids while its statistics are old.
  [[nodiscard]] Condition of_company() const { return {"COALESCE(company_id, '') = ?", {company_id}}; }
  [[nodiscard]] Condition ours_of_company() const {
    return {"COALESCE(company_id, '') = ? AND COALESCE(provider, '') = 'google-workspace'", {company_id}};
  }
};

/// Counts the rows of a transaction, tells the caller, and hears a cancel from another process.
class TransactionProgress {
 public:
  /// Checks once before anything is written. Throws what `checkpoint` throws, or `Cancelled`.
  TransactionProgress(Session& session, std::string company_id, std::string lease_holder, std::int64_t total,
                      const Checkpoint& checkpoint);
  void advance(std::int64_t rows);
  /// Asks the database whether another process wants the end, unless it was asked a few rows ago.
  void listen();
  [[nodiscard]] WriteSteps steps();
  /// The last chance to stop before the commit.
  void finish();

 private:
  void check();

  Session& session_;
  const std::string company_id_;
  const std::string lease_holder_;
  const std::int64_t total_;
  const Checkpoint& checkpoint_;
  std::int64_t done_ = 0;
  std::int64_t rows_unheard_ = 0;
};

/// Renews the lease inside the transaction, so that nobody can take it before the commit. Throws `Failure`
/// when it is lost, `Cancelled` when the run shall stop.
void renew_or_throw(Session& session, const std::string& company_id, const std::string& lease_holder,
                    host_sdk::Timestamp now, std::chrono::seconds lifetime);

/// Throws `StateMoved` unless both numbers are equal.
void require_all(std::int64_t matched, std::size_t wanted, const char* what);

}  // namespace gup::database
