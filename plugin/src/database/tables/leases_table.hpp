// gup_leases and gup_cancels: the run that may write for a company, and requests to stop it.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "database/records.hpp"
#include "database/sql.hpp"

namespace gup::database {

/// Call in a write transaction. Throws `SqlError` (`conflict`) when another process took the company's first
/// lease at the same moment.
[[nodiscard]] bool acquire_lease(Session& session, const std::string& company_id, const std::string& holder,
                                 std::int64_t run_id, host_sdk::Timestamp now, std::chrono::seconds lifetime);

/// Also renews an expired lease that no other run has taken.
[[nodiscard]] LeaseAnswer renew_lease(Session& session, const std::string& company_id,
                                      const std::string& holder, host_sdk::Timestamp now,
                                      std::chrono::seconds lifetime);

/// Whether `holder` has the lease, expired or not. `lock`: the end of the SELECT, such as the dialect's
/// `for_update()`.
[[nodiscard]] bool has_lease(Session& session, const std::string& company_id, const std::string& holder,
                             const std::string& lock);

/// Call in a write transaction.
void release_lease(Session& session, const std::string& company_id, const std::string& holder);

[[nodiscard]] std::optional<LeaseHolder> live_lease(Session& session, const std::string& company_id,
                                                    host_sdk::Timestamp now);

/// Call at the start and the end of a transaction that changes the company's rows, so that
/// `end_silent_writer` can find it.
void announce_writer(Session& session, const std::string& company_id);
void retire_writer(Session& session, const std::string& company_id);

/// Ends the database session of a writer whose lease has expired while the server waits for it: its process
/// hangs, and its locks would block the next run. Outside a transaction. The limits of `Session` end
/// such transactions, too, but later, and PostgreSQL has none for a client that stops in the middle of a
/// COPY. No effect on SQLite, which has no way to take a lock away.
void end_silent_writer(Session& session, const std::string& company_id, const std::string& holder,
                       host_sdk::Timestamp now);

/// Call in a write transaction.
void shorten_lease(Session& session, const std::string& company_id, const std::string& holder,
                   host_sdk::Timestamp expires_at);

/// Call in a write transaction. False if no live holder has the lease.
[[nodiscard]] bool request_cancel(Session& session, const std::string& company_id);
[[nodiscard]] bool cancel_requested(Session& session, const std::string& company_id,
                                    const std::string& holder);

}  // namespace gup::database
