#include "database/writers/write_context.hpp"

#include <algorithm>

#include "database/tables/leases_table.hpp"
#include "failure.hpp"

namespace gup::database {
namespace {

/// A check costs a round trip; the slowest write takes a fraction of a second for that many rows.
constexpr std::int64_t kRowsPerCheck = 2000;

void require_lease(Session& session, const std::string& company_id, const std::string& lease_holder,
                   const std::string& lock) {
  if (!has_lease(session, company_id, lease_holder, lock))
    throw Failure(host_sdk::ResultCode::try_again,
                  "Another run took over this company's lease; nothing was changed.");
}

}  // namespace

TransactionProgress::TransactionProgress(Session& session, std::string company_id, std::string lease_holder,
                                         std::int64_t total, const Checkpoint& checkpoint)
    : session_(session),
      company_id_(std::move(company_id)),
      lease_holder_(std::move(lease_holder)),
      total_(total),
      checkpoint_(checkpoint) {
  report();
}

void TransactionProgress::advance(std::int64_t rows) {
  done_ = std::min(total_, done_ + rows);
  rows_since_check_ += rows;
  report();
}

void TransactionProgress::check_cancel() {
  // On SQLite no other process can write during this transaction, so there can be no request.
  if (session_.dialect().backend() == Backend::sqlite3 || rows_since_check_ < kRowsPerCheck) return;
  rows_since_check_ = 0;
  if (cancel_requested(session_, company_id_, lease_holder_)) throw Cancelled();
}

WriteSteps TransactionProgress::steps() {
  return {[this](std::int64_t rows) { advance(rows); }, [this] { check_cancel(); }};
}

void TransactionProgress::finish() {
  done_ = total_;
  report();
  require_lease(session_, company_id_, lease_holder_, session_.dialect().for_update());
  retire_writer(session_, company_id_);
}

void TransactionProgress::report() {
  if (checkpoint_) checkpoint_(done_, total_);
}

void begin_writing(Session& session, const std::string& company_id, const std::string& lease_holder) {
  announce_writer(session, company_id);
  require_lease(session, company_id, lease_holder, "");
  if (cancel_requested(session, company_id, lease_holder)) throw Cancelled();
}

void require_all(std::int64_t matched, std::size_t wanted, const char* what) {
  if (matched == static_cast<std::int64_t>(wanted)) return;
  throw StateMoved(std::to_string(static_cast<std::int64_t>(wanted) - matched) + " of " +
                   std::to_string(wanted) + " " + what + " were changed or deleted meanwhile");
}

void require_inserted(std::int64_t inserted, std::size_t wanted, const char* what) {
  if (inserted == static_cast<std::int64_t>(wanted)) return;
  throw StateMoved("the database ignored " + std::to_string(static_cast<std::int64_t>(wanted) - inserted) +
                   " of " + std::to_string(wanted) + " new " + what);
}

}  // namespace gup::database
