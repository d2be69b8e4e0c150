#include "database/tables/leases_table.hpp"

#include "database/bulk/bulk_writer.hpp"
#include "database/tables/lease_holder.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

std::optional<LeaseHolder> read_lease(Session& session, const std::string& company_id,
                                      const std::string& suffix) {
  std::optional<LeaseHolder> found;
  const auto keep = [&](const Row& row) {
    found = LeaseHolder{row.text(0), row.number(1), host_sdk::from_microseconds(row.number(2))};
  };
  Query(session, "SELECT holder, run_id, expires_at FROM gup_leases WHERE company_id = ?" + suffix)
      .text(company_id, "company_id")
      .read("tnn", keep);
  return found;
}

bool lives(const LeaseHolder& lease, host_sdk::Timestamp now) {
  return lease.expires_at > now && !holder_is_dead(lease.holder);
}

/// The locks by which a writer's session is found: of PostgreSQL's schema, of MariaDB's database.
constexpr const char* kWriterClass = "hashtext(current_schema() || '.gup_leases')";
constexpr const char* kWriterName = "CONCAT('gup.', SHA1(CONCAT(DATABASE(), '.', ?)))";

void forget_cancel(Session& session, const std::string& company_id) {
  Query(session, "DELETE FROM gup_cancels WHERE company_id = ?").text(company_id, "company_id").run();
}

}  // namespace

bool acquire_lease(Session& session, const std::string& company_id, const std::string& holder,
                   std::int64_t run_id, host_sdk::Timestamp now, std::chrono::seconds lifetime) {
  const std::int64_t expires_at = host_sdk::to_microseconds(now + lifetime);
  const auto present = read_lease(session, company_id, session.dialect().for_update());
  if (present && present->holder != holder && lives(*present, now)) return false;
  if (!present) {
    Query(session, "INSERT INTO gup_leases (company_id, holder, run_id, expires_at) VALUES (?, ?, ?, ?)")
        .text(company_id, "company_id")
        .text(holder, "holder")
        .number(run_id)
        .number(expires_at)
        .run();
  } else {
    Query(session, "UPDATE gup_leases SET holder = ?, run_id = ?, expires_at = ? WHERE company_id = ?")
        .text(holder, "holder")
        .number(run_id)
        .number(expires_at)
        .text(company_id, "company_id")
        .run();
  }
  // A request to stop the former holder does not apply to this one.
  if (!present || present->holder != holder) forget_cancel(session, company_id);
  return true;
}

LeaseAnswer renew_lease(Session& session, const std::string& company_id, const std::string& holder,
                        host_sdk::Timestamp now, std::chrono::seconds lifetime) {
  const std::int64_t renewed =
      Query(session, "UPDATE gup_leases SET expires_at = ? WHERE company_id = ? AND holder = ?")
          .number(host_sdk::to_microseconds(now + lifetime))
          .text(company_id, "company_id")
          .text(holder, "holder")
          .run();
  if (renewed != 1) return LeaseAnswer::lost;
  return cancel_requested(session, company_id, holder) ? LeaseAnswer::cancel_requested : LeaseAnswer::held;
}

bool has_lease(Session& session, const std::string& company_id, const std::string& holder,
               const std::string& lock) {
  const auto lease = read_lease(session, company_id, lock);
  return lease && lease->holder == holder;
}

void release_lease(Session& session, const std::string& company_id, const std::string& holder) {
  const std::int64_t released = Query(session, "DELETE FROM gup_leases WHERE company_id = ? AND holder = ?")
                                    .text(company_id, "company_id")
                                    .text(holder, "holder")
                                    .run();
  if (released == 1) forget_cancel(session, company_id);
}

std::optional<LeaseHolder> live_lease(Session& session, const std::string& company_id,
                                      host_sdk::Timestamp now) {
  auto lease = read_lease(session, company_id, "");
  if (lease && !lives(*lease, now)) lease.reset();
  return lease;
}

void announce_writer(Session& session, const std::string& company_id) {
  if (session.dialect().backend() == Backend::sqlite3) return;
  const bool postgresql = session.dialect().backend() == Backend::postgresql;
  Query(session, postgresql ? "SELECT COUNT(*) FROM pg_advisory_xact_lock(" + std::string(kWriterClass) +
                                  ", hashtext(?)) AS locked"
                            : "SELECT GET_LOCK(" + std::string(kWriterName) + ", 10)")
      .text(company_id, "company_id")
      .read_number();
}

void retire_writer(Session& session, const std::string& company_id) {
  // PostgreSQL's lock ends with the transaction.
  if (session.dialect().backend() != Backend::mysql) return;
  Query(session, "SELECT RELEASE_LOCK(" + std::string(kWriterName) + ")")
      .text(company_id, "company_id")
      .read_number();
}

void end_silent_writer(Session& session, const std::string& company_id, const std::string& holder,
                       host_sdk::Timestamp now) {
  if (session.dialect().backend() == Backend::sqlite3) return;
  const auto lease = read_lease(session, company_id, "");
  if (!lease || lease->holder == holder || lives(*lease, now)) return;
  if (session.dialect().backend() == Backend::postgresql) {
    Query(session,
          "SELECT COUNT(pg_terminate_backend(held.pid)) FROM pg_locks held JOIN pg_stat_activity writer ON "
          "writer.pid = held.pid AND writer.datid = held.database WHERE held.locktype = 'advisory' AND "
          "held.classid = CAST(" +
              std::string(kWriterClass) +
              " AS oid) AND held.objid = CAST(hashtext(?) AS oid) AND held.granted AND writer.wait_event = "
              "'ClientRead' AND held.pid <> pg_backend_pid()")
        .text(company_id, "company_id")
        .read_number();
    return;
  }
  const std::int64_t writer = Query(session,
                                    "SELECT id FROM information_schema.processlist WHERE command = 'Sleep' "
                                    "AND id = IS_USED_LOCK(" +
                                        std::string(kWriterName) + ")")
                                  .text(company_id, "company_id")
                                  .read_number();
  if (writer != 0) session.run("KILL " + std::to_string(writer));
}

void shorten_lease(Session& session, const std::string& company_id, const std::string& holder,
                   host_sdk::Timestamp expires_at) {
  const std::int64_t at = host_sdk::to_microseconds(expires_at);
  Query(session,
        "UPDATE gup_leases SET expires_at = ? WHERE company_id = ? AND holder = ? AND expires_at > ?")
      .number(at)
      .text(company_id, "company_id")
      .text(holder, "holder")
      .number(at)
      .run();
}

bool request_cancel(Session& session, const std::string& company_id) {
  const auto lease = read_lease(session, company_id, "");
  if (!lease || holder_is_dead(lease->holder)) return false;
  static const Columns kKeys{{"company_id", 't'}};
  static const Columns kOthers{{"holder", 't'}};
  const auto writer = make_bulk_writer(session);
  writer->upsert("gup_cancels", kKeys, kOthers, 1, [&](std::size_t, Values& row) {
    row.text(company_id, "company_id").text(lease->holder, "holder");
  });
  return true;
}

bool cancel_requested(Session& session, const std::string& company_id, const std::string& holder) {
  return Query(session, "SELECT COUNT(*) FROM gup_cancels WHERE company_id = ? AND holder = ?")
             .text(company_id, "company_id")
             .text(holder, "holder")
             .read_number() > 0;
}

}  // namespace gup::database
