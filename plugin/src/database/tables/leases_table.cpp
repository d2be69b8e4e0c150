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
