// The services for leases and settings of companies: what the host lends, and the fakes for tests of plugins.
#include <gmock/gmock.h>

#include <future>
#include <optional>
#include <thread>
#include <vector>

#include "database/company_services/company_settings_table.hpp"
#include "database/company_services/leases_table.hpp"
#include "host_sdk/fakes/company_stores.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "host_sdk/lease_guard.hpp"
#include "host_sdk/sql/lease_check.hpp"
#include "services/lent/plugin_company_services.hpp"
#include "services/log.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::CompanyLease;
using host_sdk::LeaseHolder;
using host_sdk::ResultCode;
using host_sdk::SettingsVersion;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const host_sdk::Actor kDana{"dana", "Dana Reyes", {}};
const host_sdk::Actor kRobin{"robin", "Robin Park", {}};

/// The services of the sample host, for one plugin.
struct HostWorld {
  testing::TemporaryDatabase database;
  host_sdk::fakes::FakeClock clock;
  Log log{host_sdk::LogLevel::error, [](std::string_view) {}};
  LeasesTable lease_rows{database.pool};
  CompanySettingsTable settings_rows{database.pool};
  PluginLeases leases{lease_rows, clock, log, "plugin"};
  PluginCompanySettings settings{settings_rows, clock, log, "plugin"};
};

/// Those of the SDK's fakes.
struct FakeWorld {
  testing::TemporaryDatabase database;
  host_sdk::fakes::FakeClock clock;
  host_sdk::fakes::FakeCompanyLeases leases{clock};
  host_sdk::fakes::FakeCompanySettings settings{clock};
};

template <class World>
class CompanyServices : public ::testing::Test {
 protected:
  CompanyLease acquired(const std::string& holder, const std::string& name = "import",
                        const std::string& company = "acme") {
    CompanyLease lease;
    EXPECT_EQ(world_.leases.acquire(company, name, holder, 60s, lease).sentence, "");
    return lease;
  }
  std::string refusal(const std::string& holder) {
    CompanyLease lease;
    const auto result = world_.leases.acquire("acme", "import", holder, 60s, lease);
    EXPECT_EQ(result.code, ResultCode::refused);
    EXPECT_EQ(lease.fence, 0);
    return result.sentence;
  }
  bool holds(const CompanyLease& lease) {
    return world_.database.pool.write(
        "checking", [&](Session& session) { return sql::holds_lease(session, world_.leases, lease); });
  }
  SettingsVersion saved(std::int64_t expected, const std::string& value) {
    SettingsVersion version;
    EXPECT_EQ(world_.settings.save("acme", {{"limit", value}}, expected, kDana, version).sentence, "");
    return version;
  }

  World world_;
};
using Worlds = ::testing::Types<HostWorld, FakeWorld>;

struct WorldNames {
  template <class World>
  static std::string GetName(int /*index*/) {
    return std::is_same_v<World, HostWorld> ? "Lent" : "Fake";
  }
};
TYPED_TEST_SUITE(CompanyServices, Worlds, WorldNames);

TYPED_TEST(CompanyServices, GiveALeaseToOneHolderAtATime) {
  const auto lease = this->acquired("Dana Reyes");
  EXPECT_EQ(lease.fence, 1);
  EXPECT_EQ(lease.expires_at, this->world_.clock.now() + 60s);
  EXPECT_THAT(this->refusal("Robin Park"),
              AllOf(HasSubstr("The lease 'import' is held by Dana Reyes on "),
                    HasSubstr("and becomes free at 2026-01-01T00:01:00.000000Z unless it is renewed.")));
  EXPECT_TRUE(this->holds(lease));

  EXPECT_EQ(this->acquired("Robin Park", "other").fence, 1);
  EXPECT_EQ(this->acquired("Robin Park", "import", "globex").fence, 1);

  std::optional<LeaseHolder> holder;
  ASSERT_TRUE(this->world_.leases.find("acme", "import", holder).done());
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->holder, "Dana Reyes");
  EXPECT_NE(holder->machine, "");
  EXPECT_EQ(holder->acquired_at, this->world_.clock.now());
}

TYPED_TEST(CompanyServices, PassTheLeaseOfASilentHolderOn) {
  auto silent = this->acquired("Dana Reyes");
  this->world_.clock.advance(60s);
  std::optional<LeaseHolder> holder;
  ASSERT_TRUE(this->world_.leases.find("acme", "import", holder).done());
  EXPECT_FALSE(holder);
  EXPECT_TRUE(this->holds(silent)) << "no one else has acquired it";

  const auto successor = this->acquired("Robin Park");
  EXPECT_GT(successor.fence, silent.fence);
  EXPECT_FALSE(this->holds(silent));
  EXPECT_TRUE(this->holds(successor));
  const auto told = this->world_.leases.renew(silent, 60s);
  EXPECT_EQ(told.code, ResultCode::refused);
  EXPECT_THAT(told.sentence, HasSubstr("The lease 'import' was lost: it is held by Robin Park on "));

  // Releasing a lost lease does not release that of the successor.
  EXPECT_TRUE(this->world_.leases.release(silent).done());
  EXPECT_TRUE(this->holds(successor));
}

TYPED_TEST(CompanyServices, RenewALease) {
  auto lease = this->acquired("Dana Reyes");
  this->world_.clock.advance(50s);
  ASSERT_TRUE(this->world_.leases.renew(lease, 60s).done());
  EXPECT_EQ(lease.expires_at, this->world_.clock.now() + 60s);
  this->world_.clock.advance(50s);
  this->refusal("Robin Park");
  // Also an expired one that no one has acquired.
  this->world_.clock.advance(50s);
  ASSERT_TRUE(this->world_.leases.renew(lease, 60s).done());
  this->refusal("Robin Park");
}

TYPED_TEST(CompanyServices, FreeAReleasedLease) {
  auto lease = this->acquired("Dana Reyes");
  ASSERT_TRUE(this->world_.leases.release(lease).done());
  EXPECT_FALSE(this->holds(lease));
  EXPECT_EQ(this->world_.leases.renew(lease, 60s).sentence, "The lease 'import' was lost: it was released.");
  EXPECT_GT(this->acquired("Robin Park").fence, lease.fence) << "the number grows on";
}

TYPED_TEST(CompanyServices, RefuseImpossibleLeases) {
  CompanyLease lease;
  const auto code = [&](const std::string& company, const std::string& name, const std::string& holder,
                        std::chrono::seconds lifetime) {
    return this->world_.leases.acquire(company, name, holder, lifetime, lease).code;
  };
  EXPECT_EQ(code("acme'", "import", "Dana", 60s), ResultCode::operator_action);
  EXPECT_EQ(code("acme", "im port", "Dana", 60s), ResultCode::operator_action);
  EXPECT_EQ(code("acme", std::string(65, 'x'), "Dana", 60s), ResultCode::operator_action);
  EXPECT_EQ(code("acme", "import", "", 60s), ResultCode::operator_action);
  EXPECT_EQ(code("acme", "import", "\xff", 60s), ResultCode::operator_action);
  EXPECT_EQ(code("acme", "import", "Dana", 0s), ResultCode::operator_action);
  EXPECT_EQ(code("acme", "import", "Dana", 25h), ResultCode::operator_action);
  EXPECT_EQ(code("acme", std::string(64, 'x'), std::string(255, 'x'), 24h), ResultCode::ok);
  EXPECT_FALSE(this->holds({"acme", "x' OR 'x' = 'x", 1, {}}));
}

TYPED_TEST(CompanyServices, LetAGuardKeepAndReleaseTheLease) {
  {
    host_sdk::LeaseGuard guard(this->world_.leases, this->world_.clock);
    EXPECT_FALSE(this->holds(guard.lease()));
    ASSERT_TRUE(guard.acquire("acme", "import", "Dana Reyes", 60s).done());
    this->world_.clock.advance(19s);
    ASSERT_TRUE(guard.keep().done());
    EXPECT_EQ(guard.lease().expires_at, this->world_.clock.now() + 41s) << "a third has not passed";
    this->world_.clock.advance(1s);
    ASSERT_TRUE(guard.keep().done());
    EXPECT_EQ(guard.lease().expires_at, this->world_.clock.now() + 60s);
    this->refusal("Robin Park");
  }
  host_sdk::LeaseGuard guard(this->world_.leases, this->world_.clock);
  ASSERT_TRUE(guard.acquire("acme", "import", "Dana Reyes", 60s).done());
  this->world_.clock.advance(60s);
  this->acquired("Robin Park");
  EXPECT_EQ(guard.keep().code, ResultCode::refused);
}

TYPED_TEST(CompanyServices, ReplaceSettingsOfTheExpectedRevision) {
  SettingsVersion current;
  ASSERT_TRUE(this->world_.settings.read("acme", current).done());
  EXPECT_EQ(current.revision, 0);
  EXPECT_THAT(current.values, IsEmpty());
  EXPECT_FALSE(current.saved_at);

  EXPECT_EQ(this->saved(0, "Zürich \"10\"\n").revision, 1);
  ASSERT_TRUE(this->world_.settings.read("acme", current).done());
  EXPECT_EQ(current.revision, 1);
  EXPECT_EQ(current.values.at("limit"), "Zürich \"10\"\n");
  EXPECT_EQ(current.saved_by, "Dana Reyes");
  EXPECT_EQ(current.saved_at, this->world_.clock.now());
  ASSERT_TRUE(this->world_.settings.read("globex", current).done());
  EXPECT_EQ(current.revision, 0);
}

TYPED_TEST(CompanyServices, TellALateSaveWhoSavedWhen) {
  this->saved(0, "10");
  SettingsVersion current;
  const auto late = this->world_.settings.save("acme", {{"limit", "20"}}, 0, kRobin, current);
  EXPECT_EQ(late.code, ResultCode::refused);
  EXPECT_EQ(late.sentence,
            "Dana Reyes saved these settings at 2026-01-01T00:00:00.000000Z, while you were editing.");
  EXPECT_EQ(current.revision, 1);
  EXPECT_EQ(current.values.at("limit"), "10");
  EXPECT_EQ(this->world_.settings.save("acme", {}, 7, kRobin, current).code, ResultCode::refused)
      << "a revision that never was";
}

TYPED_TEST(CompanyServices, KeepTheLastHundredVersions) {
  for (std::int64_t revision = 0; revision < 103; ++revision) {
    this->world_.clock.advance(1s);
    this->saved(revision, std::to_string(revision));
  }
  std::vector<SettingsVersion> versions;
  ASSERT_TRUE(this->world_.settings.history("acme", 2, versions).done());
  ASSERT_THAT(versions, SizeIs(2));
  EXPECT_EQ(versions[0].revision, 103);
  EXPECT_EQ(versions[1].values.at("limit"), "101");
  EXPECT_EQ(versions[1].saved_at, this->world_.clock.now() - 1s);
  ASSERT_TRUE(this->world_.settings.history("acme", 1000, versions).done());
  ASSERT_THAT(versions, SizeIs(100));
  EXPECT_EQ(versions.back().revision, 4);
}

TYPED_TEST(CompanyServices, EraseSettingsButNotWhoDidIt) {
  ASSERT_TRUE(this->world_.settings.erase("acme", kRobin).done());
  SettingsVersion current;
  ASSERT_TRUE(this->world_.settings.read("acme", current).done());
  EXPECT_EQ(current.revision, 0) << "there was nothing to erase";

  this->saved(0, "10");
  this->saved(1, "20");
  ASSERT_TRUE(this->world_.settings.erase("acme", kRobin).done());
  std::vector<SettingsVersion> versions;
  ASSERT_TRUE(this->world_.settings.history("acme", 100, versions).done());
  ASSERT_THAT(versions, SizeIs(1));
  EXPECT_THAT(versions[0].values, IsEmpty());
  EXPECT_EQ(versions[0].saved_by, "Robin Park");
  EXPECT_EQ(this->world_.settings.save("acme", {{"limit", "30"}}, 2, kDana, current).code,
            ResultCode::refused);
  this->saved(3, "30");
}

TYPED_TEST(CompanyServices, RefuseImpossibleSettings) {
  SettingsVersion current;
  const auto code = [&](const std::map<std::string, std::string>& values) {
    return this->world_.settings.save("acme", values, 0, kDana, current).code;
  };
  std::map<std::string, std::string> many;
  for (int i = 0; i <= 200; ++i) many["name" + std::to_string(i)] = "";
  EXPECT_EQ(code(many), ResultCode::operator_action);
  EXPECT_EQ(code({{"", "value"}}), ResultCode::operator_action);
  EXPECT_EQ(code({{std::string(129, 'x'), "value"}}), ResultCode::operator_action);
  EXPECT_EQ(code({{"name", "\xff"}}), ResultCode::operator_action);
  EXPECT_EQ(code({{"name", std::string(65'536, 'x')}}), ResultCode::operator_action);
  EXPECT_EQ(this->world_.settings.read("ac me", current).code, ResultCode::operator_action);
  EXPECT_EQ(code({{"name", std::string(65'532, 'x')}}), ResultCode::ok);
}

TEST(LentCompanyServices, ShowAPluginOnlyItsOwn) {
  HostWorld world;
  PluginLeases others{world.lease_rows, world.clock, world.log, "other"};
  PluginCompanySettings other_settings{world.settings_rows, world.clock, world.log, "other"};
  CompanyLease lease, other_lease;
  ASSERT_TRUE(world.leases.acquire("acme", "import", "Dana Reyes", 60s, lease).done());
  EXPECT_TRUE(others.acquire("acme", "import", "Robin Park", 60s, other_lease).done());
  SettingsVersion version;
  ASSERT_TRUE(world.settings.save("acme", {{"limit", "10"}}, 0, kDana, version).done());
  ASSERT_TRUE(other_settings.read("acme", version).done());
  EXPECT_EQ(version.revision, 0);
}

TEST(LentCompanyServices, GiveALeaseToOneOfManyWhoAskAtOnce) {
  HostWorld world;
  for (const auto* name : {"first", "second"}) {
    std::vector<std::future<host_sdk::Result>> asked;
    for (int i = 0; i < 8; ++i)
      asked.push_back(std::async(std::launch::async, [&world, name] {
        CompanyLease lease;
        return world.leases.acquire("acme", name, "Dana Reyes", 60s, lease);
      }));
    int acquired = 0;
    for (auto& one : asked) {
      const auto result = one.get();
      acquired += result.done() ? 1 : 0;
      EXPECT_TRUE(result.done() || result.code == ResultCode::refused) << result.sentence;
    }
    EXPECT_EQ(acquired, 1);
  }
}

TEST(LentCompanyServices, SaveOneOfManySettingsOfTheSameRevision) {
  HostWorld world;
  for (std::int64_t revision = 0; revision < 3; ++revision) {
    std::vector<std::future<host_sdk::Result>> asked;
    for (int i = 0; i < 6; ++i)
      asked.push_back(std::async(std::launch::async, [&world, revision, i] {
        SettingsVersion current;
        return world.settings.save("acme", {{"by", std::to_string(i)}}, revision, kDana, current);
      }));
    int saved = 0;
    for (auto& one : asked) {
      const auto result = one.get();
      saved += result.done() ? 1 : 0;
      EXPECT_TRUE(result.done() || result.code == ResultCode::refused) << result.sentence;
    }
    EXPECT_EQ(saved, 1);
  }
}

TEST(LentCompanyServices, KeepSuccessorsWaitingForATransactionThatCheckedItsLease) {
  HostWorld world;
  CompanyLease lease, next;
  ASSERT_TRUE(world.leases.acquire("acme", "import", "Dana Reyes", 60s, lease).done());
  world.clock.advance(60s);
  std::future<host_sdk::Result> successor;
  world.database.pool.with_session("test", [&](Session& session) {
    sql::Transaction transaction(session, sql::Transaction::Kind::write);
    ASSERT_TRUE(sql::holds_lease(session, world.leases, lease));
    successor = std::async(std::launch::async, [&world, &next] {
      return world.leases.acquire("acme", "import", "Robin Park", 60s, next);
    });
    // It waits for the transaction, so this is not a race.
    EXPECT_EQ(successor.wait_for(200ms), std::future_status::timeout);
    transaction.commit();
  });
  EXPECT_EQ(successor.get().sentence, "");
  EXPECT_EQ(next.fence, lease.fence + 1);
}

TEST(LentCompanyServices, AskForARetryWhileTheDatabaseFails) {
  HostWorld world;
  world.database.pool.with_session("test", [](Session& session) {
    session.run("DROP TABLE host_leases");
    session.run("DROP TABLE host_company_settings");
  });
  CompanyLease lease;
  const auto result = world.leases.acquire("acme", "import", "Dana Reyes", 60s, lease);
  EXPECT_EQ(result.code, ResultCode::try_again);
  EXPECT_THAT(result.sentence, HasSubstr("Reference number: "));
  SettingsVersion version;
  EXPECT_EQ(world.settings.read("acme", version).code, ResultCode::try_again);
}

}  // namespace
}  // namespace sample_host
