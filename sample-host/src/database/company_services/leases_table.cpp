#include "database/company_services/leases_table.hpp"

#include "database/host_database.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

using host_sdk::from_microseconds;
using host_sdk::LeaseHolder;
using host_sdk::Timestamp;
using host_sdk::to_microseconds;

constexpr const char* kReadingLease = "the lease cannot be read";
constexpr const char* kWritingLease = "the lease cannot be written";

/// Appends the values of a condition on the key to a query that has its other values already.
Query of_lease_key(Query query, const LeaseKey& key) {
  query.text(key.plugin_id, "plugin_id").text(key.company_id, "company_id").text(key.name, "name");
  return query;
}
constexpr const char* kLeaseKey = " WHERE plugin_id = ? AND company_id = ? AND name = ?";

struct StoredLease {
  LeaseRow row;
  bool held = false;

  [[nodiscard]] bool is_held_at(Timestamp now) const { return held && row.holder.expires_at > now; }
};

std::optional<StoredLease> read_lease_row(Session& session, const LeaseKey& key,
                                          const std::string& end = {}) {
  std::optional<StoredLease> found;
  of_lease_key(
      Query(session,
            std::string{"SELECT fence, held, holder, machine, acquired_at, expires_at FROM host_leases"} +
                kLeaseKey + end),
      key)
      .read("nnttnn", [&](const sql::Row& row) {
        found = StoredLease{
            {row.number(0),
             {row.text(2), row.text(3), from_microseconds(row.number(4)), from_microseconds(row.number(5))}},
            row.flag(1)};
      });
  return found;
}

/// In a write transaction. Throws SqlError (`conflict`) when another process acquires the first lease of this
/// name at the same moment.
LeaseRow acquire_in(Session& session, const LeaseKey& key, const LeaseHolder& holder, bool& acquired) {
  const auto stored = read_lease_row(session, key, session.dialect().for_update());
  acquired = !stored || !stored->is_held_at(holder.acquired_at);
  if (!acquired) return stored->row;
  const std::int64_t fence = stored ? stored->row.fence + 1 : 1;
  Query query(session,
              stored ? std::string{"UPDATE host_leases SET fence = ?, held = 1, holder = ?, machine = ?, "
                                   "acquired_at = ?, expires_at = ?"} +
                           kLeaseKey
                     : "INSERT INTO host_leases (fence, held, holder, machine, acquired_at, expires_at, "
                       "plugin_id, company_id, name) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)");
  query.number(fence).text(holder.holder, "holder").text(holder.machine, "machine");
  query.number(to_microseconds(holder.acquired_at)).number(to_microseconds(holder.expires_at));
  of_lease_key(std::move(query), key).run();
  return {fence, holder};
}

}  // namespace

LeaseRow LeasesTable::acquire(const LeaseKey& key, const LeaseHolder& holder, bool& acquired) {
  // Without a lock: a held lease is refused at once, even while its holder's transaction has the row locked.
  if (const auto row = find(key, holder.acquired_at)) {
    acquired = false;
    return *row;
  }
  const auto work = [&](Session& session) { return acquire_in(session, key, holder, acquired); };
  try {
    return database_.write(kWritingLease, work);
  } catch (const SqlError& error) {
    if (error.kind() != SqlErrorKind::conflict) throw;
  }
  return database_.write(kWritingLease, work);
}

bool LeasesTable::renew(const LeaseKey& key, std::int64_t fence, Timestamp expires_at) {
  return database_.write(kWritingLease, [&](Session& session) {
    Query query(session, std::string{"UPDATE host_leases SET expires_at = ?"} + kLeaseKey +
                             " AND fence = ? AND held = 1");
    query.number(to_microseconds(expires_at));
    return of_lease_key(std::move(query), key).number(fence).run() == 1;
  });
}

void LeasesTable::release(const LeaseKey& key, std::int64_t fence) {
  database_.write(kWritingLease, [&](Session& session) {
    of_lease_key(
        Query(session, std::string{"UPDATE host_leases SET held = 0"} + kLeaseKey + " AND fence = ?"), key)
        .number(fence)
        .run();
  });
}

std::optional<LeaseRow> LeasesTable::find(const LeaseKey& key, Timestamp now) {
  const auto stored =
      database_.with_session(kReadingLease, [&](Session& session) { return read_lease_row(session, key); });
  if (!stored || !stored->is_held_at(now)) return {};
  return stored->row;
}

std::string LeasesTable::fence_query(const LeaseKey& key) const {
  return "SELECT fence FROM host_leases WHERE plugin_id = '" + key.plugin_id + "' AND company_id = '" +
         key.company_id + "' AND name = '" + key.name + "' AND held = 1" +
         Dialect{database_.backend()}.for_update();
}

}  // namespace sample_host
