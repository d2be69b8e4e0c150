// The directory cache of the pickers: how long entries last, and when people are counted.
#include <gmock/gmock.h>

#include "sync/names.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class DirectoryCacheTest : public ::testing::Test {
 protected:
  std::shared_ptr<const PickerDirectory> get() { return cache.get(bench.company, bench.monitor); }
  SyncBench bench;
  DirectoryCache& cache = bench.here.directories;
};

TEST_F(DirectoryCacheTest, ReadsUnitsAndGroupsAndCountsPeople) {
  const auto directory = get();
  EXPECT_EQ(directory->units.size(), 4U);
  EXPECT_EQ(directory->groups.size(), 2U);
  EXPECT_TRUE(directory->people_counted);
  EXPECT_EQ(directory->users, 3);
  EXPECT_THAT(directory->users_per_unit,
              UnorderedElementsAre(Pair("id:eng", 1), Pair("id:sales", 1), Pair("id:emea", 1)));
}

TEST_F(DirectoryCacheTest, CountsThePeopleThatASyncCounts) {
  auto& users = bench.google.directory.users;
  users.push_back(users.front());  // read from both ends
  users.push_back(users.at(1));
  users.back().org_unit_path = "/Nowhere";  // moved meanwhile
  users.push_back({});
  users.back().id = "unusable";
  const auto counted = get();
  ASSERT_TRUE(counted->people_counted);
  EXPECT_EQ(counted->users, 3);
  cache.forget("acme");
  bench.set_up({});
  (void)bench.sync();
  const auto synced = get();
  EXPECT_EQ(counted->users, synced->users);
  EXPECT_EQ(counted->users_per_unit, synced->users_per_unit);
}

TEST_F(DirectoryCacheTest, DoesNotCountExcludedPeople) {
  auto& users = bench.google.directory.users;
  users.push_back(users.front());
  users.back().id = "guest";
  users.back().primary_email = "visitor@acme.com";
  users.back().guest = true;
  Exclusion sales;
  sales.kind = ExclusionKind::unit;
  sales.value = "id:sales";
  sales.reason = "not trained";
  (void)bench.store.add_exclusions("acme", {sales});
  const auto counted = get();
  EXPECT_THAT(counted->users_per_unit, UnorderedElementsAre(Pair("id:eng", 1)))
      << "sales with the unit below it, and the guest, are kept out";
  EXPECT_EQ(counted->users, 1);
  cache.forget("acme");
  bench.set_up({});
  (void)bench.sync();
  EXPECT_EQ(get()->users_per_unit, counted->users_per_unit);
  EXPECT_EQ(get()->users, counted->users);
}

TEST_F(DirectoryCacheTest, ReportsGooglesErrorAlthoughAReplacedTokenCannotBeSaved) {
  bench.google.replaced_token = "another-token";
  bench.google.before = [&](const std::string&, host_sdk::TaskMonitor&) {
    bench.host.secrets().fail_with(host_sdk::Result::again("The secret store is unavailable."));
    throw Failure(ResultCode::try_again, "Google could not be reached.");
  };
  EXPECT_THAT([&] { (void)get(); },
              ::testing::ThrowsMessage<Failure>(::testing::Eq("Google could not be reached.")));
  EXPECT_TRUE(
      bench.host.logger().contains("refresh_token_not_saved reason=\"The secret store is unavailable.\""));
}

TEST_F(DirectoryCacheTest, KeepsADirectoryForFiveMinutes) {
  const auto first = get();
  bench.host.clock().advance(minutes{5} - seconds{1});
  EXPECT_EQ(get(), first);
  EXPECT_THAT(bench.google.calls, ElementsAre("units", "groups", "users"));
  bench.host.clock().advance(seconds{1});
  EXPECT_NE(get(), first);
}

TEST_F(DirectoryCacheTest, DirectoriesAreFreshForFiveMinutes) {
  EXPECT_FALSE(cache.fresh("acme"));
  const auto directory = get();
  bench.host.clock().advance(minutes{5} - seconds{1});
  EXPECT_EQ(cache.fresh("acme"), directory);
  bench.host.clock().advance(seconds{1});
  EXPECT_FALSE(cache.fresh("acme"));
}

TEST_F(DirectoryCacheTest, ReadsALargeDirectoryWithoutATimeLimit) {
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor& monitor) {
    if (call != "users") {
      EXPECT_TRUE(monitor.wait(minutes{20}));
    }
  };
  EXPECT_EQ(get()->groups.size(), 2U);
}

TEST_F(DirectoryCacheTest, PeeksAtADirectoryOfAnyAge) {
  EXPECT_FALSE(cache.peek("acme"));
  const auto directory = get();
  bench.host.clock().advance(std::chrono::hours{9});
  EXPECT_EQ(cache.peek("acme"), directory);
}

TEST_F(DirectoryCacheTest, OmitsNumbersWhenCountingTakesTooLong) {
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call == "users") bench.host.clock().advance(seconds{4});
  };
  const auto directory = get();
  EXPECT_EQ(directory->units.size(), 4U);
  EXPECT_FALSE(directory->people_counted);
  EXPECT_THAT(directory->users_per_unit, IsEmpty());
}

TEST_F(DirectoryCacheTest, CountsPeopleWithinTheTimeLimit) {
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor& monitor) {
    if (call == "users") {
      EXPECT_TRUE(monitor.wait(seconds{3}));
    }
  };
  EXPECT_TRUE(get()->people_counted);
}

TEST_F(DirectoryCacheTest, StopsWhenItsTaskIsCancelled) {
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call == "users") bench.monitor.request_cancel();
  };
  EXPECT_THROW((void)get(), Cancelled);
  EXPECT_FALSE(cache.peek("acme"));
}

TEST_F(DirectoryCacheTest, UsesTheNumbersOfTheLastSync) {
  (void)get();
  bench.google.directory.users.push_back(user("u4", "di@acme.com", "/"));
  ASSERT_TRUE(bench.sync().result.done());
  bench.google.calls.clear();
  const auto directory = get();
  EXPECT_EQ(directory->users, 4);
  EXPECT_EQ(directory->users_per_unit.at("id:root"), 1);
  EXPECT_THAT(bench.google.calls, IsEmpty()) << "the names must stay: the page shows them";
}

TEST_F(DirectoryCacheTest, ForgetsADirectoryWithItsConnection) {
  (void)get();
  cache.forget("acme");
  EXPECT_FALSE(cache.peek("acme"));
}

TEST_F(DirectoryCacheTest, DropsADirectoryWhenTheConnectionChangedMeanwhile) {
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call == "groups") cache.forget("acme");
  };
  EXPECT_TRUE(get());
  EXPECT_FALSE(cache.peek("acme"));
}

TEST_F(DirectoryCacheTest, SavesAReplacedToken) {
  bench.google.replaced_token = "another-token";
  (void)get();
  EXPECT_EQ(bench.credentials(), "another-token");
}

TEST_F(DirectoryCacheTest, SavesAReplacedTokenAfterAFailure) {
  bench.google.replaced_token = "another-token";
  bench.fail_at("groups", ResultCode::try_again, "Google could not be reached.");
  EXPECT_THROW((void)get(), Failure);
  EXPECT_EQ(bench.credentials(), "another-token");
}

TEST_F(DirectoryCacheTest, NeedsAConnection) {
  bench.disconnect();
  try {
    (void)get();
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ResultCode::refused);
  }
}

}  // namespace
}  // namespace gup::testing
