// What the fake store keeps, and the writes to it: plain values, so that a transaction is a copy.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "database/store.hpp"
#include "host_rows.hpp"

namespace gup::testing {

struct FakeData {
  /// Company and a second key.
  template <typename Value>
  using PerCompany = std::map<std::pair<std::string, std::string>, Value>;

  struct StoredGroupLink {
    std::int64_t group_id = 0;
    std::string source_name;
    std::int64_t row_updated_at = 0;
  };
  struct StoredRun {
    Run run;
    std::vector<plan::PersonChange> changes;
    std::int64_t people_left = 0;
  };
  struct StoredLease {
    LeaseHolder lease;
    bool cancel_requested = false;
  };

  std::map<std::int64_t, HostUser> users;
  std::map<std::int64_t, HostGroup> groups;
  std::set<HostMember> members;

  std::map<std::string, Connection> connections;
  std::map<std::string, SavedSettings> settings;
  PerCompany<plan::Link> links;
  std::map<std::string, std::set<plan::LinkSource>> link_sources;
  std::map<std::string, std::set<plan::SourceGroup>> source_groups;
  PerCompany<StoredGroupLink> group_links;
  PerCompany<plan::HeldRemoval> held;
  std::map<std::int64_t, StoredRun> runs;
  std::map<std::string, StoredLease> leases;
  std::int64_t next_run_id = 1;
  std::int64_t next_revision = 2;
  /// Rows of the host's tables and of the links that were written since the beginning.
  std::int64_t row_writes = 0;
};

/// What the write tells about its progress: once a row.
using FakeStep = std::function<void()>;

/// Renews the lease or throws as the real store does.
void begin_transaction(FakeData& data, const Run& run, const std::string& lease_holder,
                       std::chrono::seconds lifetime);
/// Stores the run's end.
void end_transaction(FakeData& data, const Run& run, const plan::LazyList<plan::PersonChange>& changes);

/// Applies the plan's writes; throws `StateMoved` as the real store does.
void apply_to(FakeData& data, const std::string& company_id, const plan::Plan& plan, std::int64_t now,
              const FakeStep& step);
Store::Holdings unlink_from(FakeData& data, const std::string& company_id, std::int64_t now,
                            const FakeStep& step);
[[nodiscard]] Store::Holdings holdings_of(const FakeData& data, const std::string& company_id);
/// Throws `StateMoved` where a unique key of the host's tables would be violated.
void require_unique_keys(const FakeData& data);

/// The user's row if it belongs to that link.
[[nodiscard]] const HostUser* row_of(const FakeData& data, const std::string& company_id,
                                     const plan::Link& link);

}  // namespace gup::testing
