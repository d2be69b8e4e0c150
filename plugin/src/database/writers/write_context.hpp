// Shared by all steps of a plan's transaction.
#pragma once

#include <cstdint>
#include <string>

#include "database/bulk/bulk_writer.hpp"
#include "database/our_rows.hpp"
#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// Borrowed for the length of one transaction.
struct WriteContext {
  Session& session;
  BulkWriter& writer;
  const std::string& company_id;
  /// The new `updated_at`, in microseconds.
  std::int64_t now;

  /// Conditions next to ids. The columns are never NULL; COALESCE keeps PostgreSQL from scanning the
  /// company's index, which it prefers to the ids while its statistics are old.
  [[nodiscard]] Condition of_company() const { return {"COALESCE(company_id, '') = ?", {company_id}}; }
  [[nodiscard]] Condition ours_of_company() const {
    return {"COALESCE(company_id, '') = ? AND " + is_ours("COALESCE(provider, '')"), {company_id}};
  }
};

/// Counts the rows of a transaction, reports them, and checks for a cancel from another process.
class TransactionProgress {
 public:
  /// Checks once before anything is written. Throws what `checkpoint` throws, or `Cancelled`.
  TransactionProgress(Session& session, std::string company_id, std::string lease_holder, std::int64_t total,
                      const Checkpoint& checkpoint);
  void advance(std::int64_t rows);
  /// Asks the database for a cancel request, at most once in some thousand rows. Throws `Cancelled`.
  void check_cancel();
  [[nodiscard]] WriteSteps steps();
  /// The last chance to stop before the commit. Locks the lease until then, so that no other run can take it.
  /// Throws `Failure` when the lease is lost.
  void finish();

 private:
  void report();

  Session& session_;
  const std::string company_id_;
  const std::string lease_holder_;
  const std::int64_t total_;
  const Checkpoint& checkpoint_;
  std::int64_t done_ = 0;
  std::int64_t rows_since_check_ = 0;
};

/// Begins a transaction that changes the company's rows. It does not lock the lease, so that others see the
/// renewals; `TransactionProgress::finish` checks it again. Throws `Failure` when the lease is lost,
/// `Cancelled` when a cancel was requested.
void begin_writing(Session& session, const std::string& company_id, const std::string& lease_holder);

/// Throws `StateMoved` unless both numbers are equal.
void require_all(std::int64_t matched, std::size_t wanted, const char* what);
/// The same for inserted rows.
void require_inserted(std::int64_t inserted, std::size_t wanted, const char* what);

}  // namespace gup::database
