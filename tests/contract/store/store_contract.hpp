// Shared by the tests of the contract: a world, and helpers for plans and runs.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "failure.hpp"
#include "host_sdk/time.hpp"
#include "store_world.hpp"

namespace gup::testing {

inline const std::string kAcme = "acme";
inline const std::string kHolder = "the test's holder";
inline constexpr std::chrono::seconds kMinute{60};

/// A time of the tests: `second` seconds after their start.
[[nodiscard]] inline host_sdk::Timestamp at(std::int64_t second) {
  return host_sdk::from_microseconds((1'700'000'000 + second) * 1'000'000);
}

/// A person of Google with the row and the link that a sync makes.
[[nodiscard]] plan::RowWrite insert_of(std::int64_t id, const std::string& external_id,
                                       const std::string& email);
/// The same person's row written again, over the row as it is in `user`.
[[nodiscard]] plan::RowWrite update_of(const HostUser& user, const std::string& new_email,
                                       plan::Origin origin = plan::Origin::created);
[[nodiscard]] plan::PersonChange change_of(plan::ChangeKind kind, const std::string& external_id);

class StoreContract : public ::testing::TestWithParam<std::string> {
 protected:
  // GoogleTest's own Run would be found first.
  using Run = gup::Run;

  StoreContract() : world_(make_world(GetParam())) {}

  [[nodiscard]] Store& store() { return world_->store(); }
  [[nodiscard]] StoreWorld& world() { return *world_; }

  /// A run of the company that has the lease, as it is when the plan is ready.
  Run begin_run(std::int64_t second = 0, RunKind kind = RunKind::sync);
  /// Applies a plan in a run of its own, finished at that second, and gives the lease back.
  Run apply(const plan::Plan& plan, std::int64_t second, const Checkpoint& checkpoint = {});
  Store::Holdings unlink(std::int64_t second, UnlinkedRows rows = UnlinkedRows::deleted);
  /// Deletes everything that is old enough.
  void clean_up(host_sdk::Timestamp now, host_sdk::Timestamp keep_since) {
    while (store().delete_old_runs(kAcme, now, keep_since)) continue;
  }
  /// The user with that id; fails the test if there is none.
  HostUser user(std::int64_t id);
  [[nodiscard]] plan::StoredState state(std::int64_t since = -1000) {
    plan::PersonIds ids;
    return store().load_state(kAcme, at(since), ids, {});
  }
  [[nodiscard]] std::vector<plan::LinkSource> link_sources();
  [[nodiscard]] plan::Link link(const std::string& external_id);

 private:
  std::unique_ptr<StoreWorld> world_;
};

/// Tests that need a real database.
class DatabaseContract : public StoreContract {};

/// Tests that need a server: on SQLite no other process can write during a transaction.
class ServerContract : public StoreContract {};

[[nodiscard]] inline std::string name_of_kind(const ::testing::TestParamInfo<std::string>& info) {
  return info.param;
}

}  // namespace gup::testing
